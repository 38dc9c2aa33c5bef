const given = [
  'Ilse',
  'Amar',
  'Björk',
  'Chidi',
  'Dunja',
  'Émile',
  'Fatima',
  'Grzegorz',
  'Håkon',
  'Inès',
  'Jürgen',
];
const family = [
  'Brandt',
  'Hadžić',
  'Østergård',
  'Okafor',
  'Straße',
  'Lefèvre',
  'Nowak',
  'García',
  "O'Neill",
  'Yılmaz',
];
const companies = [
  'Nordlicht Logistik GmbH',
  'Fjord & Sons',
  'Café Central',
  'Delta Works',
  'Blue Harbour Ltd',
];
const departments = ['Sales', 'Disposition', 'Support', 'Purchasing'];

/** Contact number `n` of a made-up company, the same each time. */
export function makeContact(n: number): Record<string, unknown> {
  const givenName = pick(given, n);
  const surname = `${pick(family, Math.floor(n / given.length))}${n >= 110 ? ` ${n}` : ''}`;
  const mailNickname = `person${n}`;
  return {
    displayName: `${surname}, ${givenName}`,
    givenName,
    surname,
    companyName: pick(companies, n),
    ...(n % 3 === 0 ? { department: pick(departments, n) } : {}),
    ...(n % 4 === 0 ? { jobTitle: 'Dispatcher' } : {}),
    mail: `${mailNickname}@partner${n % 50}.example`,
    mailNickname,
    proxyAddresses: [`SMTP:${mailNickname}@partner${n % 50}.example`],
    phones: [
      { type: 'businessFax', number: null },
      { type: 'mobile', number: n % 2 === 0 ? `+1 202 555 ${String(n % 10_000).padStart(4, '0')}` : null },
      { type: 'business', number: `+49 431 ${5_550_000 + n}` },
    ],
    addresses: [
      {
        city: 'Kiel',
        countryOrRegion: 'Germany',
        officeLocation: null,
        postalCode: '24103',
        state: null,
        street: null,
      },
    ],
  };
}

export function makeUser(n: number): Record<string, unknown> {
  const givenName = pick(given, n);
  const surname = pick(family, n);
  return {
    displayName: `${givenName} ${surname}`,
    givenName,
    surname,
    mail: `user${n}@company.example`,
    userPrincipalName: `user${n}@company.example`,
    businessPhones: [`+49 431 ${7_770_000 + n}`],
    mobilePhone: null,
    accountEnabled: true,
    userType: 'Member',
  };
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
