/** Texts that are meant to take long: what is repeated until a text is as long as is asked for. */
export const SHAPES = {
  braces: "{",
  brackets: "[",
  parentheses: "(",
  "closing brackets": "]})",
  "fields within fields": "{a",
  quotes: '"',
  "pairs of quotes": '""',
  "block strings": '"""',
  "block strings with quotes": '"""\\"',
  "lines of a block string": '\n "',
  backslashes: "\\",
  escapes: "\\u",
  "escaped quotes": '\\"',
  comments: "#",
  "lines of comments": "#\n",
  commas: ",",
  blanks: " ",
  "line ends": "\r\n",
  "a long name": "a",
  "short names": "a ",
  aliases: "a:a ",
  spreads: "...a ",
  fragments: "fragment a on A{...a}",
  variables: "$a:A ",
  directives: "@a ",
  arguments: "a(a:$a)",
  digits: "9",
  exponents: "1e",
  signs: "-",
  "form pairs": "a=&",
  equals: "=",
  ampersands: "&",
  percents: "%",
  "encoded percents": "%25",
  "half characters": "%f0%9f",
  letters: "\u00e9",
  pictures: "\u{1f600}",
  combining: "e\u0301",
  "lists of names": "a,a;q=0,",
  semicolons: ";",
  slashes: "/",
  dots: ".",
} as const;

/** A shape of that many bytes, or a few less: no character is cut. */
export const grown = (shape: string, bytes: number): string => shape.repeat(Math.floor(bytes / Buffer.byteLength(shape)));

/** Repeated parts of JSON bodies. */
export const JSON_SHAPES = {
  "objects within objects": '{"a":',
  "arrays within arrays": "[[",
  "escaped halves": '"\\ud800',
  "numbers in a list": "0,",
  "texts in a list": '"a",',
  properties: '"a":0,',
} as const;

/** A JSON object with a shape as one of its texts, of about that many bytes. */
export function inJson(name: string, shape: string, bytes: number): string {
  const unit = JSON.stringify(shape).slice(1, -1);
  return `{${JSON.stringify(name)}:"${grown(unit, bytes - 100)}"}`;
}
