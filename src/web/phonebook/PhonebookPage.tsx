import { PageHead } from '../ui/PageHead.tsx';

export function PhonebookPage() {
  return <PageHead title="Central Phone Book" />;
}
