/** Every setting of the server: its name in the environment, the default as the README shows it, and what it is for. */
export const Settings = [
  { name: "PORT", default: "8080", meaning: "TCP port to listen on; 0 takes any free one" },
  { name: "HOST", default: "all interfaces", meaning: "Address or host name to listen on" },
  {
    name: "DATABASE_URL",
    default: "an embedded PostgreSQL",
    meaning: "postgres:// address of the PostgreSQL to use; without it Portico runs its own, kept in PORTICO_DATA",
  },
  {
    name: "DATABASE_POOL",
    default: "10",
    meaning:
      "Most connections to the database at one time, 2 to 1000; running jobs takes up to 7 besides, and each report one while it is made",
  },
  { name: "PORTICO_DATA", default: "./var", meaning: "Folder for what this server keeps on disk" },
  {
    name: "PUBLIC_URL",
    default: "http://localhost:<PORT>",
    meaning:
      "Address under which clients reach this server, for links and tokens it hands out; servers that share a database must share it",
  },
  { name: "CONSOLE_URL", default: "<PUBLIC_URL>/graphql", meaning: "Address of the console that sign-in links lead to" },
  { name: "BACKUP_CONSOLE_URL", default: "<PUBLIC_URL>", meaning: "Address of the server of the backup console" },
  { name: "PORTICO_ROOT_LOGIN", default: "admin", meaning: "Login of the root administrator created at first start" },
  {
    name: "PORTICO_ROOT_EMAIL",
    default: "the login, or one made of it at localhost.localdomain",
    meaning: "Email address of that administrator",
  },
  {
    name: "PORTICO_ROOT_PASSWORD",
    default: "generated and printed once",
    meaning: "Password of that administrator, at least PASSWORD_LENGTH characters, and neither its login nor its email address",
  },
  { name: "PASSWORD_LENGTH", default: "8", meaning: "Least length of new passwords in characters, 8 to 100" },
  {
    name: "REFUSE_COMMON_PASSWORDS",
    default: "off",
    meaning: "on or off: whether new passwords may not be any of some 49,000 that many people use",
  },
  {
    name: "PORTICO_SECRET",
    default: "generated, kept in PORTICO_DATA/secret",
    meaning:
      "Secret that signs tokens and encrypts what is kept encrypted, at least 32 characters; servers that share a database must share it",
  },
  {
    name: "PORTICO_OLD_SECRET",
    default: "none",
    meaning: "The secret before PORTICO_SECRET: what it encrypted is read with it, and encrypted anew at start",
  },
  {
    name: "RATE_LIMIT",
    default: "300",
    meaning: "Calls a minute that one address may make to what is open without credentials, wrong ones included; 0 is no limit",
  },
  {
    name: "IDLE_TIMEOUT",
    default: "75",
    meaning: "Seconds that a connection without a request is kept open, 1 to 3600; longer than a proxy in front keeps its own",
  },
  { name: "REQUEST_TIMEOUT", default: "120", meaning: "Seconds in which a whole request has to arrive, its body included, 1 to 3600" },
  { name: "SESSION_LIFETIME", default: "86400", meaning: "Seconds until a session ends" },
  {
    name: "TRUSTED_PROXIES",
    default: "none",
    meaning: "Comma-separated addresses or CIDR ranges (or loopback, linklocal, uniquelocal) of proxies whose X-Forwarded headers count",
  },
  {
    name: "CORS_ORIGINS",
    default: "none",
    meaning: "Comma-separated origins (https://console.example.com) of consoles whose pages may call this server",
  },
  {
    name: "SMTP_PRIVATE_SERVERS",
    default: "none",
    meaning: "Comma-separated names, addresses or CIDR ranges of mail servers on private or loopback addresses that brands may use",
  },
  {
    name: "TLS_CERT",
    default: "none",
    meaning: "File with the server's certificate and its chain, PEM; with TLS_KEY the server speaks HTTPS",
  },
  { name: "TLS_KEY", default: "none", meaning: "File with that certificate's private key, PEM" },
  {
    name: "CLIENT_CERT_HEADER",
    default: "none",
    meaning:
      "Header in which trusted proxies hand on a client's certificate, as RFC 9440 has it or as percent-encoded PEM; it must not pass from clients",
  },
  { name: "LICENSE_FILE", default: "none", meaning: "File with the license, a signed JWT; without one nothing is refused" },
  { name: "LICENSE_KEY", default: "none", meaning: "File with the public key that verifies it, PEM" },
  {
    name: "SMTP_URL",
    default: "mails are kept as files in PORTICO_DATA/mail",
    meaning: "smtp:// or smtps:// address of the mail server, with login and password if it wants them",
  },
  {
    name: "MAIL_FROM",
    default: "no-reply@<host of PUBLIC_URL>, or @localhost where that host has no name for mail",
    meaning: "Address that mail is sent from",
  },
  {
    name: "MAIL_TEMPLATES",
    default: "none",
    meaning: "Folder of mail templates that stand in for those in src/features/mail/templates, by the same names",
  },
  {
    name: "ROUTER_SECRET",
    default: "none",
    meaning: "Secret by which a router signs its questions whether a login is taken (/accounts/check), at least 32 characters",
  },
  { name: "JOBS", default: "on", meaning: "on or off: whether this server runs queued jobs (mail) itself; off where npm run worker does" },
  { name: "USAGE_HISTORY_MONTHS", default: "25", meaning: "Months before this one of which usage history and reports are kept, 2 to 1200" },
  { name: "LOG_LEVEL", default: "info", meaning: "fatal, error, warn, info, debug, trace or silent" },
] as const;

/** The name of a setting. */
export type SettingName = (typeof Settings)[number]["name"];
