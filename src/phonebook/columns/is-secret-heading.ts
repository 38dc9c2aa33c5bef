import { plainWord } from '../../domain/plain-word.ts';
import { headingWords } from './heading-words.ts';

// What opens a telephone or an account, and what tells a device from all others. To teach Switchbook a word, add it here,
// without accents.
const secrets = new Set(
  plainWord(`password passwords passwd passphrase pass pwd pw pin pins pin1 pin2 puk puk1 puk2 secret secrets token imei iccid imsi
  passwort kennwort geheimzahl geheimnummer telefonpin handypin motdepasse contrasena clave senha wachtwoord haslo heslo
  losenord adgangskode passord sifre parola пароль пин пинкод パスワード 暗証番号 密码`).split(/\s+/),
);
const codes = new Set('code codes codigo codice kode kod'.split(' '));
// Codes that anybody may know.
const open = new Set(
  `zip post postal postale posta pocztowy country area region city state language currency customer client contact account
  company product cost department dept tax vat dial dialing dialling calling phone pais pays kunden`.split(
    /\s+/,
  ),
);

/** Whether a column of this name holds what must not be read, nor shown: `Phone PIN`, `SIP secret`, `Voicemail code`. */
export function isSecretHeading(heading: string): boolean {
  const words = headingWords(heading);
  if (words.some((word) => secrets.has(word))) return true;
  return words.some((word) => codes.has(word)) && !words.some((word) => open.has(word));
}
