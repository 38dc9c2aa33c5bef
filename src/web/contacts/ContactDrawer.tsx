export function ContactDrawer(_: { readonly id: string | undefined; readonly onClose: () => void }) {
  return null;
}
