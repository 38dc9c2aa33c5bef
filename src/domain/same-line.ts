// One telephone line that stands in contact lists under two international forms, because its plan drops a digit in some
// directions or was changed while people kept what they had. docs/decisions/0064-one-line-two-numbers.md has the sources,
// and why some plans are not here.

/** A form of E.164's digits, and the form that means the same line. A pair counts if it leads there and back. */
type Rule = readonly [form: RegExp, other: string];

const vietnam: readonly (readonly [old: string, now: string])[] = [
  ...['162', '163', '164', '165', '166', '167', '168', '169'].map((old) => [old, `3${old[2]}`] as const),
  ...([
    ['120', '70'],
    ['121', '79'],
    ['122', '77'],
    ['126', '76'],
    ['128', '78'],
  ] as const),
  ...([
    ['123', '83'],
    ['124', '84'],
    ['125', '85'],
    ['127', '81'],
    ['129', '82'],
  ] as const),
  ...([
    ['186', '56'],
    ['188', '58'],
    ['199', '59'],
  ] as const),
];

const rules: readonly Rule[] = [
  // Mexico: a 1 before numbers called from abroad, until 2019.
  [/^52(\d{10})$/, '521$1'],
  [/^521(\d{10})$/, '52$1'],
  // Argentina: a 9 before mobile numbers called from abroad.
  [/^54((?:11|[23])\d{8,9})$/, '549$1'],
  [/^549((?:11|[23])\d{8,9})$/, '54$1'],
  // Brazil: a 9 before mobile numbers of eight digits, until 2016. Land lines and trunked radio have none.
  [/^55(?<area>\d\d)(?<n>[1689]\d{7})$/, '55$<area>9$<n>'],
  [/^55(?<area>\d\d)9(?<n>[1689]\d{7})$/, '55$<area>$<n>'],
  // Colombia 2021, Benin 2024, Cameroon 2014, Nigeria's land lines 2024: digits in front.
  [/^57([1-8]\d{7})$/, '5760$1'],
  [/^5760([1-8]\d{7})$/, '57$1'],
  [/^229((?!81|857)\d{8})$/, '22901$1'],
  [/^22901((?!81|857)\d{8})$/, '229$1'],
  [/^237([5-9]\d{7})$/, '2376$1'],
  [/^2376([5-9]\d{7})$/, '237$1'],
  [/^237([23]\d{7})$/, '2372$1'],
  [/^2372([23]\d{7})$/, '237$1'],
  [/^234([1-9]\d{7})$/, '23420$1'],
  [/^23420([1-9]\d{7})$/, '234$1'],
  // Ivory Coast 2021: by operator.
  [/^225([014-9][0-3]\d{6})$/, '22501$1'],
  [/^225([014-9][4-6]\d{6})$/, '22505$1'],
  [/^225([014-9][7-9]\d{6})$/, '22507$1'],
  [/^225([23]\d0\d{5})$/, '22525$1'],
  [/^225(2\d8\d{5})$/, '22521$1'],
  [/^225([23]\d[1-79]\d{5}|3\d8\d{5})$/, '22527$1'],
  [/^225(?:0[157]|2[157])(\d{8})$/, '225$1'],
  // Gabon 2019.
  [/^2410?(1\d{6})$/, '2411$1'],
  [/^2410?([256]\d{6})$/, '2416$1'],
  [/^2410?([47]\d{6})$/, '2417$1'],
  [/^241[167]([124-7]\d{6})$/, '241$1'],
  [/^241[167]([124-7]\d{6})$/, '2410$1'],
  // Vietnam's mobile numbers 2018.
  ...vietnam.flatMap(([old, now]): Rule[] => [
    [new RegExp(`^84${old}(\\d{7})$`), `84${now}$1`],
    [new RegExp(`^84${now}(\\d{7})$`), `84${old}$1`],
  ]),
  // San Marino is also reached through Italy, Palestine through Israel; Kosovo was through its neighbours until 2017.
  [/^378([89]\d{5})$/, '390549$1'],
  [/^378([89]\d{5})$/, '3780549$1'],
  [/^3780549([89]\d{5})$/, '378$1'],
  [/^390549([89]\d{5})$/, '378$1'],
  [/^970((?:5[69]\d|22|42|82|92)\d{6})$/, '972$1'],
  [/^972((?:5[69]\d|22|42|82|92)\d{6})$/, '970$1'],
  [/^383(4[45]\d{6})$/, '377$1'],
  [/^377(4[45]\d{6})$/, '383$1'],
  [/^383(49\d{6})$/, '386$1'],
  [/^386(49\d{6})$/, '383$1'],
  [/^383((?:2[89]|3[89])\d{6})$/, '381$1'],
  [/^381((?:2[89]|3[89])\d{6})$/, '383$1'],
];

/** By the first two digits: most numbers are of no such plan. */
const byStart = new Map<string, Rule[]>();
for (const rule of rules) {
  const start = rule[0].source.slice(1, 3);
  byStart.set(start, [...(byStart.get(start) ?? []), rule]);
}

const apply = (digits: string): string[] =>
  (byStart.get(digits.slice(0, 2)) ?? []).flatMap(([form, other]) =>
    form.test(digits) ? [digits.replace(form, other)] : [],
  );

/** The other forms of a number, as digits of E.164 without the `+`. */
export const otherForms = (digits: string): readonly string[] =>
  apply(digits).filter((form) => apply(form).includes(digits));

/** What was dialled before a number within Mexico until 2019: `01`, and `044` or `045` before mobile ones. */
export const withoutFormerTrunk = (digits: string, country: string): string | null =>
  country === 'MX' ? (/^(?:01|02|044|045)(\d{10})$/.exec(digits)?.[1] ?? null) : null;
