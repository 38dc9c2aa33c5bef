// What programs and people write above the columns of their contacts. To teach Switchbook a heading, add it to its line:
// case, accents, punctuation and digits do not matter (“Phone 1 - Value” is found as “phonevalue”).

/** What a column holds. `name`: the whole name, or what is missing of it, see `proposeMapping`. */
export type Heading = keyof typeof headings;

export const headings = {
  firstName: `
    First Name, First, Given Name, Forename, Christian Name, fname, givenName, mozillaGivenName
    Vorname, Rufname, Prénom, Prénoms, Nombre de pila, Primer nombre, Nome proprio, Primeiro nome, Nome próprio
    Voornaam, Roepnaam, Imię, Imie, Křestní jméno, Förnamn, Fornavn, Adı, İlk Ad, Имя, 名, 名前(名), 名字, Given Yomi First`,
  middleName: `
    Middle Name, Middle, Additional Name, Other Names, Second Name, mname
    Zweiter Vorname, Weitere Vornamen, Weiterer Vorname, Deuxième prénom, Autres prénoms, Segundo nombre, Secondo nome
    Nome do meio, Tussenvoegsel, Tweede voornaam, Drugie imię, Druhé jméno, Další jméno, Mellannamn, Mellemnavn, Mellomnavn
    İkinci Ad, Göbek Adı, Отчество, ミドル ネーム, 中间名`,
  lastName: `
    Last Name, Last, Surname, Family Name, lname, sn
    Nachname, Familienname, Zuname, Nom de famille, Apellido, Apellidos, Cognome, Sobrenome, Apelido, Último nome
    Achternaam, Familienaam, Nazwisko, Příjmení, Efternamn, Efternavn, Etternavn, Soyadı, Soyad, Фамилия, 姓, 名前(姓)`,
  name: `
    Name, Full Name, Display Name, Contact Name, Contact, Contact Person, Contact Full Name, Person, Primary Contact, cn, displayName, Caller Name, Caller ID Name, FileAs, File As
    Anzeigename, Vollständiger Name, Kontakt, Kontaktperson, Ansprechpartner, Ansprechpartnerin, Ansprechpartner/in, Ansprechperson
    Kontaktname, Name des Ansprechpartners, Mitarbeiter, Personne de contact, Personne à contacter, Interlocuteur, Nom du contact
    Persona de contacto, Contacto, Nombre de contacto, Contatto, Persona di contatto, Referente, Nome contatto, Contato
    Pessoa de contato, Pessoa de contacto, Nome do contato, Contactpersoon, Contactnaam, Osoba kontaktowa, Osoba do kontaktu
    Kontaktní osoba, Kontaktnamn, Kontaktnavn, İlgili Kişi, Yetkili, İrtibat Kişisi, Контактное лицо, 担当者, 联系人, 담당자
    Nom, Nom complet, Nom à afficher, Nom affiché, Nombre, Nombre completo
    Nombre para mostrar, Nome, Nome completo, Nome visualizzato, Nome de exibição, Naam, Volledige naam, Weergavenaam
    Nazwa, Nazwa wyświetlana, Pełna nazwa, Imię i nazwisko, Jméno, Celé jméno, Zobrazované jméno, Namn, Fullständigt namn
    Visningsnamn, Navn, Fulde navn, Fullt navn, Vist navn, Visningsnavn, Ad, İsim, Ad Soyad, Adı Soyadı, Tam Ad, Görünen Ad
    ФИО, Полное имя, Отображаемое имя, Контакт, 氏名, 名前, 表示名, 姓名, 显示名称, 이름`,
  company: `
    Company, Company Name, Organization, Organisation, Organization Name, Organisation Name, Org, Business Name
    Account Name, Primary Company, Associated Company, Firm, Employer, o, society
    Firma, Firmenname, Unternehmen, Betrieb, Firma1, Société, Entreprise, Raison sociale, Empresa, Compañía, Organización
    Azienda, Società, Ditta, Organizzazione, Organização, Companhia, Bedrijf, Bedrijfsnaam, Organisatie, Nazwa firmy, Organizacja
    Společnost, Organizace, Företag, Firmanavn, Virksomhed, Selskap, Bedrift, Şirket, Kuruluş, Firma Adı
    Компания, Организация, Фирма, 会社, 会社名, 勤務先, 組織名, 公司, 单位, 회사`,
  department: `
    Department, Dept, Organization Department, Division, Organizational Unit, ou, Organization Unit
    Abteilung, Service, Département, Departamento, Dipartimento, Reparto, Divisione, Afdeling, Dział, Oddział, Oddělení
    Avdelning, Afdeling, Avdeling, Departman, Bölüm, Отдел, Подразделение, 部署, 部门`,
  jobTitle: `
    Job Title, Organization Title, Position, Role, Function
    Position im Unternehmen, Funktion, Beruf, Stellenbezeichnung, Fonction, Poste, Puesto, Cargo, Posición, Qualifica, Posizione
    Mansione, Função, Functie, Stanowisko, Funkce, Pozice, Pracovní funkce, Befattning, Jobtitel, Stilling, Stillingstittel
    İş Unvanı, Ünvan, Görev, Должность, 役職, 职务, 职位`,
  // A form of address (Outlook), or a job: by its neighbours.
  title: `Title, Titel, Titre, Título, Titolo, Tytuł, Titul, Tittel, Unvan, Обращение, 敬称, 称谓`,
  type: `contact_type`,
  notes: `
    Notes, Note, Remark, Remarks, Comment, Comments, Description, Memo
    Notizen, Notiz, Bemerkung, Bemerkungen, Kommentar, Anmerkung, Anmerkungen, Beschreibung, Notes personnelles, Remarques
    Commentaire, Commentaires, Notas, Nota, Observaciones, Comentarios, Note personali, Commenti, Observações
    Opmerking, Opmerkingen, Notities, Notatki, Uwagi, Poznámka, Poznámky, Anteckningar, Noter, Bemærkninger, Notater
    Notlar, Açıklama, Заметки, Примечание, Комментарий, メモ, 備考, 备注, 附注`,
  email: `
    E-mail, Email, Mail, E-mail Address, Email Address, E-mail Value, Primary Email, Secondary Email, Primary Mail, Mail Address
    mozillaSecondEmail, Internet, Additional Email
    E-Mail-Adresse, Primäre E-Mail, Primäre E-Mail-Adresse, Zweite E-Mail, Sekundäre E-Mail, Adresse de messagerie, Courriel
    Adresse électronique, Adresse e-mail, Première adresse électronique, Adresse électronique secondaire, Correo
    Correo electrónico, Dirección de correo electrónico, Correo electrónico principal, Correo electrónico secundario
    Posta elettronica, Indirizzo di posta elettronica, Indirizzo e-mail, Email primaria, Email secondaria
    Correio eletrônico, Endereço de e-mail, Endereço de correio eletrónico, E-mailadres, Primair e-mailadres
    Adres e-mail, Adres poczty elektronicznej, Podstawowy adres e-mail, E-mailová adresa, Adresa elektronické pošty
    E-postadress, E-post, E-mailadresse, E-postadresse, E-posta, E-posta Adresi, Электронная почта, Почта
    Адрес эл. почты, メール, メールアドレス, 電子メール アドレス, Eメール, 电子邮件, 电子邮件地址, 邮箱, 이메일`,
  emailPrivate: `Home Email, Private Email, Personal Email, E-mail privat, E-Mail (privat), Email Home`,
  emailBusiness: `Work Email, Business Email, Office Email, E-mail geschäftlich, E-Mail (geschäftlich), Email Work, E-mail Business`,
  emailLabel: `E-mail Label, E-mail Type, Email Label, Email Type`,
  phone: `
    Phone, Phone Number, Telephone, Telephone Number, Tel, Tel Number, Number, Numbers, Phone Value, Main, Main Phone, Line Number
    telephoneNumber, Landline, Phone No, Tel No, Account Number Phone, Contact Number, Phones, phonenumber
    Telefon, Telefonnummer, Rufnummer, Nummer, Festnetz, Telefonnr, Téléphone, Numéro, Numéro de téléphone, Tél
    Teléfono, Número, Número de teléfono, Telefono, Numero, Numero di telefono, Telefone, Número de telefone
    Telefoon, Telefoonnummer, Numer, Numer telefonu, Telefonní číslo, Číslo, Telefonnummer, Telefonnr., Numara
    Telefon Numarası, Телефон, Номер, Номер телефона, 電話, 電話番号, 电话, 电话号码, 전화번호`,
  phoneWork: `
    Business Phone, Work Phone, Office Phone, Work, Business, Office, Office Number, Business Number, Work Number, Company Main Phone
    Company Phone, Business Tel, Phone Work, Phone Office, Extension, Extension Number, Internal Number, Durchwahl, Nebenstelle, Interno, workphone, officephone, Business Telephone, Work Telephone, Desk Phone
    Telefon geschäftlich, Telefon (geschäftlich), Telefon Firma, Telefon Arbeit, Geschäftlich, Geschäft, Büro, Arbeit, Telefon Büro
    Téléphone (bureau), Téléphone bureau, Téléphone professionnel, Téléphone société, Bureau, Professionnel, Travail, Tél. professionnel
    Teléfono del trabajo, Teléfono de trabajo, Trabajo, Oficina, Centralita compañía, Ufficio, Telefono ufficio, Lavoro
    Telefono principale società, Telefone comercial, Trabalho, Comercial, Empresa telefone, Telefone principal da empresa
    Telefoon op werk, Telefoon werk, Werk, Zakelijk, Hoofdtelefoon bedrijf, Telefon służbowy, Praca, Telefon (praca)
    Telefon do zaměstnání, Zaměstnání, Práce, Telefon (arbete), Arbete, Arbejdstelefon, Arbejde, Telefon (arbejde)
    Telefon, arbeid, Arbeid, Jobb, İş Telefonu, İş, Рабочий телефон, Рабочий, 会社電話, 会社の電話, 勤務先電話番号, 商务电话
    办公电话, 单位电话`,
  phoneMobile: `
    Mobile, Mobile Phone, Mobile Number, Mobile No, Cell, Cellular, Cell Phone, Cellphone, Cell Number, GSM, iPhone, Phone Mobile
    cellularTelephoneNumber, Mobile Telephone, Mobilephone
    Mobil, Mobiltelefon, Handy, Handynummer, Mobilnummer, Mobiles Telefon, Portable, Téléphone portable, Téléphone mobile, Tél. mobile
    Numéro de portable, Móvil, Teléfono móvil, Celular, Teléfono celular, Cellulare, Telefono cellulare, Telemóvel, Telefone celular
    Celular telefone, Mobiel, Mobiele telefoon, Mobiel nummer, Komórka, Telefon komórkowy, Telefon mobilny, Mobilní telefon, Mobil číslo
    Mobiltelefonnummer, Mobilnummer, Cep Telefonu, Cep, Мобильный телефон, Мобильный, Сотовый, Телефон переносной
    携帯電話, 携帯, 携帯番号, 移动电话, 手机, 휴대폰`,
  phoneHome: `
    Home, Home Phone, Home Number, Home Telephone, Phone Home, Private Phone, Residence, Private, homePhone
    Privat, Telefon privat, Telefon (privat), Telefon Zuhause, Zuhause, Téléphone (domicile), Téléphone domicile, Domicile
    Téléphone personnel, Téléphone privé, Casa, Particular, Teléfono particular, Teléfono de casa, Abitazione, Telefono abitazione
    Telefono casa, Telefone residencial, Residencial, Thuis, Telefoon thuis, Telefoon aan huis, Dom, Telefon domowy, Domů
    Telefon domů, Domácí telefon, Hem, Hemtelefon, Telefon (hem), Hjem, Hjemmetelefon, Telefon (hjem), Ev, Ev Telefonu
    Домашний телефон, Домашний, 自宅電話, 自宅, 自宅電話番号, 住宅电话, 家庭电话`,
  phoneFax: `
    Fax, Fax Number, Business Fax, Home Fax, Other Fax, Work Fax, Office Fax, facsimileTelephoneNumber, Facsimile, Telefax, Fax Home
    Fax Work, Fax geschäftlich, Fax privat, Weiteres Fax, Faxnummer, Télécopie (bureau), Télécopie (domicile), Télécopie (autre)
    Télécopie, Télécopieur, Numéro de fax, Fax del trabajo, Fax particular, Otro fax, Fax ufficio, Fax abitazione, Altro fax
    Fax comercial, Fax residencial, Outro fax, Fax op werk, Fax thuis, Andere fax, Faks, Faks służbowy, Faks domowy, Fax do zaměstnání
    Fax domů, Fax (arbete), Fax (arbejde), İş Faksı, Ev Faksı, Рабочий факс, Домашний факс, Факс, 会社 FAX, ファックス
    FAX 番号, 商务传真, 传真`,
  phoneOther: `
    Other, Other Phone, Other Number, Primary Phone, Car Phone, Callback, Radio Phone, ISDN, TTY/TDD Phone
    Other Telephone, Additional Phone, Weiteres Telefon, Haupttelefon, Autotelefon, Rückmeldung, Telefon für Hörbehinderte
    Téléphone (autre), Téléphone principal, Téléphone (voiture), Otro teléfono, Teléfono principal, Altro telefono
    Telefono principale, Outro telefone, Telefone principal, Andere telefoon, Hoofdtelefoon, Inny telefon, Telefon podstawowy
    Jiný telefon, Övrig telefon, Anden telefon, Diğer Telefon, Другой телефон, その他の電話, 其他电话`,
  phonePager: `
    Pager, Pager Number, Beeper, pagerTelephoneNumber, Récepteur de radiomessagerie, Buscapersonas, Cercapersone, Semafoon
    Personsökare, Personsøger, Çağrı Cihazı, Пейджер, ポケットベル, 寻呼机`,
  phoneLabel: `
    Phone Label, Phone Type, Number Type, Phone Number Type, Telephone Type, Label Phone, Type of Number, Rufnummerntyp, Telefontyp`,
  // Known, and nothing that a phone book holds.
  unwanted: `
    Name Prefix, Name Suffix, Prefix, Suffix, Nickname, Short Name, Phonetic First Name, Phonetic Middle Name, Phonetic Last Name
    Given Yomi, Surname Yomi, Company Yomi, Given Name Yomi, Additional Name Yomi, Family Name Yomi, Yomi Name, Initials, Maiden Name
    Organization Type, Organization Yomi Name, Organization Symbol, Organization Location, Organization Job Description
    Birthday, Anniversary, Birth Year, Birth Month, Birth Day, Event Type, Event Label, Event Value, Photo, Picture, Labels
    Group Membership, Group, Groups, group_id_name, Phonebook, Category, Categories, Keywords, Gender, Sensitivity, Priority, Private Flag
    Address, Home Address, Work Address, Business Address, Other Address, Address Type, Address Label, Address Formatted
    Address Street, Address City, Address PO Box, Address Region, Address Postal Code, Address Country, Address Extended Address
    Street, City, State, County, Country, ZIP, ZIP Code, Zipcode, Postal Code, Post Code, Postcode, Country/Region, Province, Region
    Business Street, Business City, Business State, Business Postal Code, Business Country/Region, Business Country, Business Address PO Box
    Home Street, Home City, Home State, Home Postal Code, Home Country/Region, Home Country, Home Address PO Box, Home County, Home Post Code
    Home ZipCode, Home Zip, Other Street, Other City, Other State, Other Postal Code, Other Country/Region, Other Country, Other Address PO Box
    Work City, Work State, Work ZipCode, Work Zip, Work Country, Work County, Work Post Code, Office Location, Location
    Website, Website Type, Website Label, Website Value, Web Page, Personal Web Page, Personal Website, URL, Home Page, Homepage
    Web Page Home, Screen Name, IM, IMAddress, IM Address, IM Service, IM Type, IM Value, Relation Type, Relation Label, Relation Value
    Custom, Custom Field Type, Custom Field Label, Custom Field Value, Billing Information, Directory Server, Mileage, Occupation Custom
    Account Number, Government ID Number, Organizational ID Number, Hobby, Hobbies, Language, Profession Custom, Referred By, Schools, Spouse
    Children, Manager's Name, Assistant's Name, Email Display Name, E-mail Display Name, User, User 1, Internet Free Busy, Yomi
    fbUserId, Line, Ring, Ring Tone, Ringtone, auto_divert, Default Photo, default_photo, Outgoing Identity, Favorite, Favourite, Is Frequent
    Account Index, Primary, Frequent, Presence, Blocklist, Speed Dial, Speeddial, Created, Modified, Last Modified, ID, UID, UUID, dn, objectclass
    Assistant's Phone, Telefon Assistent, Téléphone de l'assistant(e), Telex, Account, Profession, Occupation, Subject, Salutation
    Mailing Street, Mailing City, Mailing State, Mailing Zip, Mailing Postal Code, Mailing Country, physicalDeliveryOfficeName, objectId
    officeaddress, officecity, officestate, officezipcode, officecountry, homeaddress, otheraddress, otherzipcode
    phone_1_flags, phone_1_speeddial, phone_1_E164, phone_1_locale, Website URL, XMPP, IM 1 - Service
    Anrede, Suffix, Spitzname, Initialen, Geburtstag, Geschlecht, Jahrestag, Kategorien, Gruppe, Gruppen, Adresse, Straße, Strasse, Ort, PLZ
    Postleitzahl, Land, Bundesland, Straße geschäftlich, Ort geschäftlich, Region geschäftlich, Postleitzahl geschäftlich
    Land/Region geschäftlich, Straße privat, Ort privat, Bundesland/Kanton privat, Postleitzahl privat, Land/Region privat
    Weitere Straße, Weiterer Ort, Weiteres/r Bundesland/Kanton, Weitere Postleitzahl, Weiteres/e Land/Region, Webseite, Webseite 1
    Name Assistent, Name des/der Vorgesetzten, E-Mail-Typ, E-Mail: Angezeigter Name, Partner, Kinder, Konto, Priorität, Privat Flag, Sprache
    Vertraulichkeit, Stichwörter, Benutzer, Empfohlen von, Internet Frei/Gebucht, Organisations-Nr., Partner/in, Regierungs-Nr.
    Verzeichnisserver, Postfach geschäftlich, Postfach privat, Weiteres Postfach, Reisekilometer, Abrechnungsinformation
    Rue, Ville, Code postal, Pays, Adresse postale, Site web, Surnom, Anniversaire, Civilité, Catégories
    Calle, Ciudad, Código postal, País, Página web, Apodo, Cumpleaños, Dirección, Provincia, Tratamiento
    Via, Città, CAP, Paese, Indirizzo, Sito web, Soprannome, Compleanno, Endereço, Cidade, CEP, Apelido Alcunha, Aniversário
    Straat, Plaats, Postcode, Land, Adres, Webpagina, Bijnaam, Verjaardag, Ulica, Miasto, Kod pocztowy, Kraj, Pseudonim
    Ulice, Město, PSČ, Země, Přezdívka, Gata, Ort, Postnummer, Land, Webbplats, Gade, By, Adresse, Sokak, Şehir, Posta Kodu, Ülke
    Улица, Город, Индекс, Страна, Адрес, День рождения, 住所, 郵便番号, 地址, 邮政编码, 生日`,
} as const;
