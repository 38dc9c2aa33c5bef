import { plainWord } from '../../domain/plain-word.ts';
import { headingWords } from './heading-words.ts';

// “Tel. (dienstlich)”, “Telefon Zentrale 2”: nobody can list all headings of telephones, but their words. To teach
// Switchbook a word, add it to its list: without accents, in lower case, compounds as they are written.

const listed = (words: string) => new Set(plainWord(words).trim().split(/\s+/));

const phones = listed(`
  phone phones telephone telephones tel tels mobile mobiles mob cell cells cellphone cellular landline smartphone gsm iphone
  fax telefax facsimile pager
  telefon telefone telefonnummer telefonnummern telefonnr telnr telnummer rufnummer rufnummern telefonanschluss festnetz
  festnetznummer festnetztelefon mobil mobiltelefon mobiltelefonnummer mobilnummer mobilnr mobilfunk mobilfunknummer
  mobilrufnummer handy handys handynummer handynr diensthandy firmenhandy privathandy diensttelefon diensttelefonnummer
  firmentelefon geschaftstelefon burotelefon privattelefon haupttelefon hauptrufnummer telefonzentrale faxnummer faxnr
  telefaxnummer natel
  portable telecopie telecopieur
  telefono telefonos telf tlf tfno movil moviles celular celulares telefoni cellulare cellulari telemovel telemoveis fone
  telefoonnummer telefoon telefoonnummers mobiel mobiele mobieltje gsmnummer
  telefonu telefony telefonow telefonni telefonum telefonszam komorka komorkowy komorki mobilni mobilny
  tlfn mobiltlf mobilnummer telefonnumer hemtelefon arbetstelefon arbejdstelefon hjemmetelefon puhelin matkapuhelin
  puhelinnumero telefonu cep faks
  тел телефон телефоны телефона моб мобильный мобильные мобильного сотовый сотовые сотового факс
`);

const companions = listed(`
  number numbers no nos n nr num value values and or
  work business office job company corporate professional main direct ddi did home private personal residence residential
  mobile other others another additional alternative alternate alt further second secondary third first primary preferred
  default backup switchboard central reception desk fixed land line contact person customer client day daytime evening
  nummer nummern rufnr geschaftlich geschaft dienstlich dienst arbeit beruflich firma firmen buro privat private privates
  zuhause haus haupt zentrale zentral sekretariat durchwahl direkt direktwahl mobil weiteres weitere weiterer anderes andere
  zweites zweite sonstige sonstiges alternativ kontakt oder und
  numero numeros de du des le la bureau professionnel professionnelle pro travail societe entreprise domicile personnel
  prive privee fixe direct directe ligne principal principale autre autres secondaire standard mobile
  del el trabajo oficina empresa casa particular personal fijo directo directa otro otros segundo secundario centralita
  di ufficio lavoro azienda abitazione privato fisso diretto altro altri secondario principale centralino
  do da trabalho comercial escritorio residencial residencia pessoal fixo direto outro outros
  op van het werk zakelijk kantoor bedrijf thuis prive vast direct ander andere tweede
  sluzbowy praca domowy prywatny glowny inny drugi numer stacjonarny firmowy
  cislo prace zamestnani domu domaci soukromy hlavni dalsi jiny pevna linka firemni
  arbete arbetet arbejde arbeid jobb hem hemma hjem hjemme bolig privat direkte annan annet anden ovrig
  numarasi ev diger sabit
  номер номера рабочий рабочие служебный домашний личный городской дополнительный основной другой офис
`);

// Written without blanks.
const joined =
  /^(?:電話|电话|携帯|手机|移动|行動|ファックス|ファクス|传真|전화|휴대폰|휴대전화|番号|号码|번호|会社|公司|勤務先|自宅|住宅|家庭|办公|单位|商务|其他|その他|の)+$/;
const joinedPhone = /電話|电话|携帯|手机|ファックス|ファクス|传真|전화|휴대폰/;

/**
 * `phone`: a column of this name holds numbers that can be called. `beside`: it says something else about telephones, or
 * has the number of somebody else (“Phone verified”, “Spouse phone”). `null`: neither.
 */
export function phoneHeading(heading: string): 'phone' | 'beside' | null {
  const words = headingWords(heading);
  if (!words.some((word) => phones.has(word) || joinedPhone.test(word))) return null;
  // “No phone” says that there is none; “No. phone” and “Nº phone” are numbers.
  if (/^\s*no\s/i.test(heading)) return 'beside';
  const isPhone = words.every(
    (word) => phones.has(word) || companions.has(word) || /^\d{1,2}$/.test(word) || joined.test(word),
  );
  return isPhone ? 'phone' : 'beside';
}
