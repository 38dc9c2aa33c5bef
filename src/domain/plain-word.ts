/** A word of a file's head or of a label as it is compared: no case, no accents. */
export const plainWord = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[_]/g, ' ')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i');
