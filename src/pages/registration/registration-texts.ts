import type { PageLanguage } from "../../kernel/languages.js";

/** What the page behind a storage's registration link says. `{name}` is filled in. */
export interface RegistrationTexts {
  error: string;
  active: string;
  /** {name} */
  activeText: string;
  installation: string;
  refused: string;
  deadLink: string;
}

export const REGISTRATION_TEXTS: Readonly<Record<PageLanguage, RegistrationTexts>> = {
  en: {
    error: "Error",
    active: "Storage is active",
    activeText: "The storage {name} is active now. Groups that may choose it can keep their backups in it.",
    installation: "Installation",
    refused: "Storage is not activated",
    deadLink: "This link has been used, has expired, or never was one.",
  },
  de: {
    error: "Fehler",
    active: "Der Speicher ist aktiv",
    activeText: "Der Speicher {name} ist jetzt aktiv. Gruppen, die ihn wählen dürfen, können ihre Sicherungen darin aufbewahren.",
    installation: "Installation",
    refused: "Der Speicher ist nicht aktiviert",
    deadLink: "Dieser Link wurde benutzt, ist abgelaufen oder war nie einer.",
  },
  fr: {
    error: "Erreur",
    active: "Le stockage est actif",
    activeText: "Le stockage {name} est maintenant actif. Les groupes qui peuvent le choisir peuvent y conserver leurs sauvegardes.",
    installation: "Installation",
    refused: "Le stockage n'est pas activé",
    deadLink: "Ce lien a été utilisé, a expiré ou n'en a jamais été un.",
  },
};
