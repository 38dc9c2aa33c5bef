import { Code } from '@mantine/core';
import { microsoftPermissions, microsoftSetupSteps } from '../../../contract/microsoft365-setup.ts';
import { Disclosure } from '../../ui/Disclosure.tsx';
import classes from './Microsoft365Guide.module.css';

export function Microsoft365Guide() {
  return (
    <Disclosure label="How to get these, in six steps">
      <p className={classes.lead}>
        Switchbook needs one of these <em>application</em> permissions, with admin consent:{' '}
        {microsoftPermissions.map((permission, at) => (
          <span key={permission}>
            {at > 0 && (at === microsoftPermissions.length - 1 ? ' or ' : ', ')}
            <Code>{permission}</Code>
          </span>
        ))}
        .
      </p>
      <ol className={classes.steps}>
        {microsoftSetupSteps.map(({ title, text }) => (
          <li key={title}>
            <strong>{title}.</strong> {text}
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}
