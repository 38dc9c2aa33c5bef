import { Fragment, type ReactNode } from 'react';

// Only http and https addresses, ending before what is more likely the sentence's punctuation.
const address = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]']/g;

/** Plain text with its addresses made clickable. Nothing in it is ever read as HTML. */
export function LinkedText({ text }: { readonly text: string }) {
  const parts: ReactNode[] = [];
  let end = 0;
  for (const { 0: link, index } of text.matchAll(address)) {
    parts.push(
      <Fragment key={index}>
        {text.slice(end, index)}
        <a href={link} target="_blank" rel="noopener noreferrer nofollow">
          {link}
        </a>
      </Fragment>,
    );
    end = index + link.length;
  }
  return [...parts, text.slice(end)];
}
