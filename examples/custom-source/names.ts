/** What made-up contacts of one country are made of. */
export interface Place {
  /** The country's calling code, and what is dialled before a number inside the country. */
  readonly code: string;
  readonly national: string;
  readonly patterns: readonly string[];
  readonly first: readonly string[];
  readonly last: readonly string[];
  readonly towns: readonly string[];
  readonly trades: readonly string[];
  readonly forms: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const places: readonly Place[] = [
  {
    code: '1',
    national: '',
    patterns: ['212 555 ####', '(312) 555-####', '415-555-####', '646.555.####'],
    first: words('Victor Emma Liam Olivia Noah Ava Grace Ethan Chloe Mason Zoe Lucas Ruby Owen Hazel Miles'),
    last: words(
      "Donnelly Baker O'Brien Walker Nguyen Carter Reed Hughes Parker Brooks Hayes Coleman McAllister",
    ),
    towns: words('Lakeside Hudson Redwood Prairie Harbor Summit Cedar'),
    trades: words('Logistics Dental Software Foods Roofing Insurance'),
    forms: words('Inc LLC Corp Co'),
  },
  {
    code: '44',
    national: '0',
    patterns: ['20 7946 0###', '161 496 0###', '7700 900###'],
    first: words('Oliver Amelia Harry Isla Alfie Freya Archie Poppy Callum Niamh Rhys Siân'),
    last: words('Smith Davies Fitzgerald Llewellyn MacLeod Thompson Ashworth Whitaker Bell Ó-Briain'),
    towns: words('Thames Pennine Avon Severn Clyde'),
    trades: words('Motors Tea Textiles Surveyors Solicitors'),
    forms: words('Ltd PLC LLP'),
  },
  {
    code: '49',
    national: '0',
    patterns: ['30 #######', '89 ########', '151 ########'],
    first: words('Jürgen Anna Björn Käthe Lukas Greta Maximilian Zoë Heinrich Sören Ute Friederike'),
    last: words('Müller Groß Schröder Weiß Königsmann Böhm Strauß Huber Vogel Lindemann Jäger'),
    towns: words('Rhein Isar Elbe Harz Spree'),
    trades: words('Maschinenbau Elektrotechnik Spedition Bäckerei Straßenbau'),
    forms: words('GmbH AG KG'),
  },
  {
    code: '33',
    national: '0',
    patterns: ['1 ## ## ## ##', '6 ## ## ## ##'],
    first: words('Éloïse Benoît Chloé François Inès Jérôme Léa Mathéo Noémie Théo Gaëlle'),
    last: words('Lefèvre Dubois Moreau Bérenger Gauthier Chevallier Noël Rousseau Fontaine'),
    towns: words('Loire Seine Garonne Rhône Provence'),
    trades: words('Transports Boulangerie Conseil Vignobles Menuiserie'),
    forms: words('SARL SA SAS'),
  },
  {
    code: '387',
    national: '0',
    patterns: ['33 ### ###', '61 ### ###', '65 ### ###'],
    first: words('Amar Lejla Emir Selma Đorđe Ajla Željko Merima Haris Šejla Nikolina Ćamil'),
    last: words('Hadžić Begović Đurić Kovačević Šarić Čengić Džaferović Marić Žunić'),
    towns: words('Bosna Neretva Una Drina Trebević'),
    trades: words('Gradnja Trgovina Mljekara Informatika Špedicija'),
    forms: ['d.o.o.', 'd.d.'],
  },
  {
    code: '48',
    national: '',
    patterns: ['22 ### ## ##', '601 ### ###'],
    first: words('Łukasz Zofia Michał Agnieszka Paweł Małgorzata Jędrzej Żaneta Stanisław'),
    last: words('Wójcik Kowalski Źrebiec Zieliński Dąbrowska Łuczak Wiśniewska Śliwa'),
    towns: words('Wisła Mazury Śląsk Kraków'),
    trades: words('Budowa Meble Transport Apteka'),
    forms: ['sp. z o.o.', 'S.A.'],
  },
  {
    code: '46',
    national: '0',
    patterns: ['8 ### ### ##', '70 ### ## ##'],
    first: words('Åsa Göran Linnéa Björn Ebba Östen Astrid Håkan Maja Sölve'),
    last: words('Ångström Lindqvist Öberg Söderberg Åkesson Nyström Bergman'),
    towns: words('Mälaren Göta Öland Dalarna'),
    trades: words('Bygg Skog Fisk Rederi'),
    forms: words('AB HB'),
  },
  {
    code: '90',
    national: '0',
    patterns: ['212 ### ## ##', '532 ### ## ##'],
    first: words('Ayşe Çağlar Işıl İbrahim Ömer Şule Güneş Zeynep Barış'),
    last: words('Yılmaz Öztürk Çelik Şahin Doğan Kılıç Aydın Güngör'),
    towns: words('Boğaziçi Anadolu Ege Marmara'),
    trades: words('İnşaat Gıda Tekstil Lojistik'),
    forms: ['A.Ş.', 'Ltd. Şti.'],
  },
  {
    code: '34',
    national: '',
    patterns: ['91 ### ## ##', '6## ### ###'],
    first: words('Íñigo Begoña José Núria Álvaro Sofía Andrés Concepción Martín Lucía'),
    last: words('Muñoz García Núñez Ibáñez Fernández Peña Castaño Vázquez'),
    towns: words('Ebro Duero Sierra Levante'),
    trades: words('Aceites Muebles Consultores Pesca'),
    forms: ['S.L.', 'S.A.'],
  },
  {
    code: '7',
    national: '8 ',
    patterns: ['(495) ###-##-##', '916 ###-##-##'],
    first: words('Алексей Мария Дмитрий Екатерина Фёдор Ольга Юрий Анастасия'),
    last: words('Иванов Смирнова Соловьёв Кузнецов Щербаков Воробьёва Яковлев'),
    towns: words('Волга Нева Урал Сибирь'),
    trades: words('Строй Транс Мебель Связь'),
    forms: words('ООО АО'),
  },
  {
    code: '30',
    national: '',
    patterns: ['21# ### ####', '69# ### ####'],
    first: words('Γιώργος Ελένη Νίκος Μαρία Κώστας Σοφία Δημήτρης Άννα'),
    last: words('Παπαδόπουλος Γεωργίου Οικονόμου Νικολάου Αθανασίου Δήμου'),
    towns: words('Αττική Αιγαίο Ολύμπος Κρήτη'),
    trades: words('Ναυτιλιακή Τρόφιμα Κατασκευές'),
    forms: ['Α.Ε.', 'Ε.Π.Ε.'],
  },
  {
    code: '81',
    national: '0',
    patterns: ['3-####-####', '90-####-####'],
    first: words('陽菜 蓮 結衣 翔太 さくら 健 美咲 大輔'),
    last: words('佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村'),
    towns: words('東京 大阪 京都 富士'),
    trades: words('電機 商事 製作所 運輸'),
    forms: words('株式会社 有限会社'),
  },
  {
    code: '966',
    national: '0',
    patterns: ['11 ### ####', '50 ### ####'],
    first: words('محمد فاطمة أحمد نورة خالد سارة يوسف ليلى'),
    last: words('الحربي القحطاني العتيبي الغامدي الشمري الزهراني'),
    towns: words('الرياض جدة نجد الحجاز'),
    trades: words('للتجارة للمقاولات للنقل'),
    forms: words('شركة مؤسسة'),
  },
];
