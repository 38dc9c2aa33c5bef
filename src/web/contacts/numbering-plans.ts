// A file of its own, so that the numbering plans become a chunk of their own.
export { getCountries, parsePhoneNumber } from 'libphonenumber-js/min';
