import type { FeedPiece } from "../../logs/log_feed.ts";

/** Characters that are left of a piece: about what can be seen at once. */
const ENOUGH = 6000;

/** The end of a piece, for a browser that cannot keep up with all of it; what is left out is counted. */
export function lighten(piece: FeedPiece): FeedPiece {
  const { text, skipped } = piece;
  const cut = text.length <= ENOUGH ? 0 : text.indexOf("\n", text.length - ENOUGH) + 1;
  if (cut === 0) return piece;
  const lines = text.slice(0, cut).split("\n").length - 1;
  return {
    ...piece,
    text: text.slice(cut),
    skipped: {
      bytes: cut + (skipped?.bytes ?? 0),
      lines: skipped?.lines === null ? null : lines + (skipped?.lines ?? 0),
    },
  };
}
