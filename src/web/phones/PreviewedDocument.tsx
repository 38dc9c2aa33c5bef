import type { DevicePreview } from '../../contract/device.ts';
import { count, counted } from '../ui/count.ts';
import classes from './PreviewedDocument.module.css';
import { Snippet } from './Snippet.tsx';

interface PreviewedDocumentProps {
  readonly preview: DevicePreview;
  readonly title: string;
}

export function PreviewedDocument({ preview, title }: PreviewedDocumentProps) {
  const { status, contentType, body, bodyComplete, contacts, cut } = preview;
  return (
    <>
      <p className={classes.line}>
        <span>{counted(contacts, 'contact')}</span>
        <span>{contentType}</span>
        {status !== 200 && <span>Status {status}</span>}
      </p>
      {cut.length === 0 ? (
        <p className={classes.line}>Nothing was cut.</p>
      ) : (
        <ul className={classes.cut} aria-label="What was cut">
          {cut.map((one) => (
            <li key={one.reason}>
              <strong className="tabular">{count(one.count)}</strong> {one.reason}
            </li>
          ))}
        </ul>
      )}
      {body === '' ? (
        <p className={classes.line}>The answer is empty.</p>
      ) : (
        <Snippet title={title} text={body} />
      )}
      {!bodyComplete && (
        <p className={classes.line}>
          Only the first {count(body.length)} characters are shown here. The phone gets all of it.
        </p>
      )}
    </>
  );
}
