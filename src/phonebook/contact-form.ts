/**
 * What a file can say about a contact. `plain`: `first,middle,last,email,company,type:number…`; `pbxware8`: that
 * product's header; `vcard`: everything.
 */
export type ContactForm = 'plain' | 'pbxware8' | 'vcard';
