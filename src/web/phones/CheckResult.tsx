import type { DeviceCheck } from '../../contract/device.ts';
import { Facts } from '../ui/Facts.tsx';
import { IconCircleCheck, IconCircleX, IconInfoCircle } from '../ui/icons.ts';
import { shortTime } from '../ui/time.ts';
import classes from './CheckResult.module.css';

const looks = {
  good: { icon: IconCircleCheck, word: 'Works' },
  bad: { icon: IconCircleX, word: 'Does not work' },
  quiet: { icon: IconInfoCircle, word: 'Does not apply' },
} as const;

/** What was tried and found; the served certificates; whom the phone finds. */
export function CheckResult({ result: { checks, certificates, search } }: { readonly result: DeviceCheck }) {
  return (
    <output className={classes.result}>
      <ul className={classes.checks}>
        {checks.map(({ name, ok, message }) => {
          const tone = ok === null ? 'quiet' : ok ? 'good' : 'bad';
          const { icon: Icon, word } = looks[tone];
          return (
            <li key={name} data-tone={tone}>
              <Icon size={18} aria-label={word} role="img" />
              <div>
                <strong>{name}</strong>
                <div>{message}</div>
              </div>
            </li>
          );
        })}
      </ul>
      {search.contacts.length > 0 && (
        <section aria-label="The first contacts it finds">
          <h3 className={classes.title}>The first contacts it finds</h3>
          <ol className={classes.found}>
            {search.contacts.map(({ displayName, number }, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a check's contacts never change places
              <li key={at}>
                {displayName} <span className="tabular">{number}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {certificates.map((certificate, at) => (
        <section key={certificate.fingerprint} aria-label={`Certificate ${at + 1}`}>
          <h3 className={classes.title}>{at === 0 ? 'Certificate of the server' : 'Its issuer'}</h3>
          <Facts
            facts={[
              ['Subject', certificate.subject],
              ['Issuer', certificate.issuer],
              ...(certificate.names.length > 0 ? [['Names', certificate.names.join(', ')] as const] : []),
              ['Valid', `${shortTime(certificate.validFrom)} to ${shortTime(certificate.validTo)}`],
              ['SHA-256', certificate.fingerprint],
            ]}
          />
        </section>
      ))}
    </output>
  );
}
