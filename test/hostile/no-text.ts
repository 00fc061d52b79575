/** What is no text, or hardly one, as it stands in an address or a form. */
export const ENCODINGS = {
  "a NUL": "a%00b",
  "bytes that are never UTF-8": "%ff%fe",
  "half a surrogate pair": "%ed%a0%80",
  "an overlong form": "%c0%af",
  "a lone continuation byte": "%80",
  "half a character": "%c3",
  "a percent sign": "%",
  "no hex digits": "%zz",
  "a character that is none": "%ef%bf%bf",
  "a byte order mark turned round": "%ef%bf%be",
  "a control character of the second set": "%c2%85",
  "a line end": "a%0d%0ab",
} as const;

/** The same, and more, as a text of JSON may hold it. */
export const TEXTS = {
  "a NUL": "a\u0000b",
  "half a surrogate pair": "\ud800",
  "the other half": "a\udc00",
  "a character that is none": "\uffff",
  "a byte order mark turned round": "\ufffe",
  "a control character of the second set": "\u0085",
  "a line end": "a\r\nb",
  "a line separator": "a\u2028b",
  "nothing that can be seen": "\u200b\u2060",
} as const;
