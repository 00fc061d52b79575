import type { PageLanguage } from "../../kernel/languages.js";

/** What the pages say that lead on. `{name}` is filled in. */
export interface HomeTexts {
  error: string;
  intro: string;
  /** {login} */
  signedInAs: string;
  signIn: string;
  signInText: string;
  forgot: string;
  signOut: string;
  console: string;
  consoleText: string;
  graph: string;
  graphText: string;
  rest: string;
  restText: string;
  accounts: string;
  accountsText: string;
  home: string;
  notFound: string;
  /** {path} */
  notFoundText: string;
  badAddress: string;
  deadLink: string;
  deadLinkText: string;
  refused: string;
  tooMany: string;
  unavailable: string;
  /** {id} */
  fault: string;
}

export const HOME_TEXTS: Readonly<Record<PageLanguage, HomeTexts>> = {
  en: {
    error: "Error",
    intro: "A portal for managed-service providers: groups with their admins and users, quotas, settings and usage.",
    signedInAs: "Signed in as {login}",
    signIn: "Sign in",
    signInText: "with your login and password",
    forgot: "Forgot your password?",
    signOut: "Sign out",
    console: "Console",
    consoleText: "Groups, users and settings in the browser",
    graph: "GraphiQL",
    graphText: "The graph with its documentation: ask anything, and see the answer. Programs send POST requests to the same address.",
    rest: "REST API",
    restText: "The Multi-service Portal API v1. Every address begins with",
    accounts: "API accounts",
    accountsText: "Credentials of programs begin with the first address; their access tokens come from the second",
    home: "What there is on this server",
    notFound: "There is nothing at this address",
    notFoundText: "{path} leads nowhere on this server. Here is what there is:",
    badAddress: "This address can't be read. Here is what there is:",
    deadLink: "This link leads nowhere any more",
    deadLinkText: "It has expired, is not complete, or you may no longer use it. Here is what there is:",
    refused: "This is not allowed from here. Here is what there is:",
    tooMany: "There were too many calls from your address. Try again in a minute.",
    unavailable: "This can't be done at the moment. Try again in a few seconds.",
    fault: "Something went wrong here. The log has it as {id}.",
  },
  de: {
    error: "Fehler",
    intro: "Ein Portal für Dienstleister: Gruppen mit ihren Administratoren und Benutzern, Kontingenten, Einstellungen und Nutzung.",
    signedInAs: "Angemeldet als {login}",
    signIn: "Anmelden",
    signInText: "mit Anmeldename und Passwort",
    forgot: "Passwort vergessen?",
    signOut: "Abmelden",
    console: "Konsole",
    consoleText: "Gruppen, Benutzer und Einstellungen im Browser",
    graph: "GraphiQL",
    graphText:
      "Der Graph mit seiner Dokumentation: Fragen stellen und die Antwort sehen. Programme schicken POST-Anfragen an dieselbe Adresse.",
    rest: "REST-API",
    restText: "Die Multi-service Portal API v1. Jede Adresse beginnt mit",
    accounts: "API-Konten",
    accountsText: "Zugangsdaten von Programmen beginnen mit der ersten Adresse; ihre Zugriffstoken kommen von der zweiten",
    home: "Was es auf diesem Server gibt",
    notFound: "Unter dieser Adresse ist nichts",
    notFoundText: "{path} führt auf diesem Server nirgendwohin. Das gibt es hier:",
    badAddress: "Diese Adresse ist nicht lesbar. Das gibt es hier:",
    deadLink: "Dieser Link führt nirgendwohin mehr",
    deadLinkText: "Er ist abgelaufen, nicht vollständig, oder Sie dürfen ihn nicht mehr benutzen. Das gibt es hier:",
    refused: "Das ist von hier aus nicht erlaubt. Das gibt es hier:",
    tooMany: "Von Ihrer Adresse kamen zu viele Aufrufe. Versuchen Sie es in einer Minute noch einmal.",
    unavailable: "Das geht im Moment nicht. Versuchen Sie es in einigen Sekunden noch einmal.",
    fault: "Hier ist etwas schiefgegangen. Im Protokoll steht es als {id}.",
  },
  fr: {
    error: "Erreur",
    intro:
      "Un portail pour prestataires de services: des groupes avec leurs administrateurs et utilisateurs, quotas, réglages et consommation.",
    signedInAs: "Connecté en tant que {login}",
    signIn: "Se connecter",
    signInText: "avec votre identifiant et votre mot de passe",
    forgot: "Mot de passe oublié?",
    signOut: "Se déconnecter",
    console: "Console",
    consoleText: "Groupes, utilisateurs et réglages dans le navigateur",
    graph: "GraphiQL",
    graphText:
      "Le graphe et sa documentation: posez une question et voyez la réponse. Les programmes envoient des requêtes POST à la même adresse.",
    rest: "API REST",
    restText: "La Multi-service Portal API v1. Chaque adresse commence par",
    accounts: "Comptes d'API",
    accountsText: "Les accès des programmes commencent par la première adresse; leurs jetons viennent de la seconde",
    home: "Ce qu'il y a sur ce serveur",
    notFound: "Il n'y a rien à cette adresse",
    notFoundText: "{path} ne mène nulle part sur ce serveur. Voici ce qu'il y a:",
    badAddress: "Cette adresse est illisible. Voici ce qu'il y a:",
    deadLink: "Ce lien ne mène plus nulle part",
    deadLinkText: "Il a expiré, n'est pas complet, ou vous ne pouvez plus l'utiliser. Voici ce qu'il y a:",
    refused: "Ce n'est pas autorisé d'ici. Voici ce qu'il y a:",
    tooMany: "Trop d'appels depuis votre adresse. Réessayez dans une minute.",
    unavailable: "Cela ne peut pas se faire pour le moment. Réessayez dans quelques secondes.",
    fault: "Une erreur s'est produite ici. Le journal la connaît sous {id}.",
  },
};
