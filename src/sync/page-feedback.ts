import type { PageFeedback } from '../sources/source.ts';

export const noFeedback: PageFeedback = { changed: 0, repeated: 0, hintsSeen: 0 };

export const sumFeedback = (a: PageFeedback, b: PageFeedback): PageFeedback => ({
  changed: a.changed + b.changed,
  repeated: a.repeated + b.repeated,
  hintsSeen: a.hintsSeen + b.hintsSeen,
});
