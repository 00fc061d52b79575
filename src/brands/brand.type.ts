import { registerEnumType } from "type-graphql";

/** How the connection to a mail server is protected; stored as these words. */
export enum SmtpEncryption {
  NONE = "NONE",
  TLS = "TLS",
  STARTTLS = "STARTTLS",
}

/** The colour schemes consoles come with; stored as these words. */
export enum ColorScheme {
  DEFAULT = "default",
  BLUE = "blue",
  GREEN = "green",
  ORANGE = "orange",
  PURPLE = "purple",
  RED = "red",
  GRAPHITE = "graphite",
}

registerEnumType(SmtpEncryption, {
  name: "SmtpEncryption",
  description: "How the connection to a mail server is protected.",
  valuesConfig: {
    NONE: { description: "Not at all." },
    TLS: { description: "By TLS from the first byte on, as usual on port 465." },
    STARTTLS: { description: "By TLS that the client asks for, and without which it sends nothing, as usual on port 587." },
  },
});
registerEnumType(ColorScheme, { name: "ColorScheme", description: "A colour scheme of the consoles." });
