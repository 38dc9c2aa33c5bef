/** Whether PostgreSQL can read the text as a uuid: an id that it cannot read belongs to nothing. */
export const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
