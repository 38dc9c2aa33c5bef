export const searchFieldId = 'search-contacts';

/** Takes the keyboard to the search field in the header, with what is in it selected. */
export function focusSearch(): void {
  const field = document.getElementById(searchFieldId);
  if (!(field instanceof HTMLInputElement)) return;
  field.focus();
  field.select();
}
