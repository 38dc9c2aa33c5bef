import { ApiProblem } from '../api-client.ts';
import { counted } from '../ui/count.ts';
import { Disclosure } from '../ui/Disclosure.tsx';
import { ProblemAlert } from '../ui/ProblemAlert.tsx';
import classes from './Import.module.css';
import { ReportDownload } from './ReportDownload.tsx';

/** Why a file cannot be used: as a whole, or row by row when no row can. */
export function RefusedFile({ error }: { readonly error: unknown }) {
  const { errors, reportId } = error instanceof ApiProblem ? error : { errors: [], reportId: undefined };
  return (
    <div className={classes.preview}>
      <ProblemAlert error={error} title="This file cannot be used" />
      {reportId && (
        <>
          <Disclosure label={`Why: the first ${counted(errors.length, 'row')}`}>
            <ul className={classes.names}>
              {errors.map(({ path, message }) => (
                <li key={path}>
                  <strong>{path.replace(/^row/, 'Row')}</strong> {message}
                </li>
              ))}
            </ul>
          </Disclosure>
          <ReportDownload id={reportId} what="all reasons" />
        </>
      )}
    </div>
  );
}
