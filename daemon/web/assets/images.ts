/**
 * The images that Supervisor's addresses name, drawn anew. Base64 of PNG and GIF.
 *
 * @module
 */

/** By file name below `images/`. */
export const IMAGES: Readonly<Record<string, string>> = {
  "icon.png":
    "iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAYAAABzenr0AAAAuElEQVR42mNgQALy/v3yQNwPxOeB+D+V8Xmo2fIM2A" +
    "BQIh6I39PAYnQMsiMem+X/6YzjkYP9/QA44D04OqDx8n+AcD8DjRIc0QmTYQAtB+PB64DiiTv/f/zy4z+lAGQGyCyS" +
    "HUANy5EdMfQcMOBRMJoLSIkC9GAurqr+/3FP/P//R2LANIhP80SInNBglsMwiD/0HDDgUTCaC0brgtG6YETlggFvlA" +
    "54s3xgOyYD3jUbFJ3TgeyeAwBz8VicXJacxAAAAABJRU5ErkJggg==",
  "supervisor.gif":
    "R0lGODlhIAAgAJEAAP///x9Pj/7+/v/EXCH5BAEAAAAALAAAAAAgACAAAAJPhBGpy60HnZwJIorbyZzdDobiSJadgK" +
    "bqmnLs+2bw3Mp0bOY6di/D77oJEr+irRcoAo8w33IHjQaErCB1xbyirFqp9ws2faQbcgRqMewgBQA7",
  "rule.gif": "R0lGODlhAgACAJEAAMjIyMjIyAAAAAAAACwAAAAAAgACAAACAoRRADs=",
  "state0.gif":
    "R0lGODlhEAAQAJEAAP///3h4eAAAAAAAACH5BAEAAAAALAAAAAAQABAAAAIfhI+pyxAPGZwxUWovPnqbPiFg9Y2BaG" +
    "adMkpeA8dIAQA7",
  "state1.gif":
    "R0lGODlhEAAQAJEAAP///x19QAAAAAAAACH5BAEAAAAALAAAAAAQABAAAAIfhI+pyxAPGZwxUWovPnqbPiFg9Y2BaG" +
    "adMkpeA8dIAQA7",
  "state2.gif":
    "R0lGODlhEAAQAJEAAP///7JeAAAAAAAAACH5BAEAAAAALAAAAAAQABAAAAIfhI+pyxAPGZwxUWovPnqbPiFg9Y2BaG" +
    "adMkpeA8dIAQA7",
  "state3.gif":
    "R0lGODlhEAAQAJEAAP///74oKAAAAAAAACH5BAEAAAAALAAAAAAQABAAAAIfhI+pyxAPGZwxUWovPnqbPiFg9Y2BaG" +
    "adMkpeA8dIAQA7",
};
