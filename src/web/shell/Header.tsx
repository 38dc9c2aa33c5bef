import classes from './Header.module.css';
import { SchemeSwitch } from './SchemeSwitch.tsx';
import { SearchField } from './SearchField.tsx';
import { UserMenu } from './UserMenu.tsx';

export function Header() {
  return (
    <header className={classes.header}>
      <SearchField />
      <div className={classes.right}>
        <SchemeSwitch />
        <UserMenu />
      </div>
    </header>
  );
}
