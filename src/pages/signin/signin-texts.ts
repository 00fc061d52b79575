import type { Code, Refusal } from "../../kernel/errors.js";
import type { PageLanguage } from "../../kernel/languages.js";
import { sentence } from "../../http/form-routes.js";

/** What the pages say that sign in, and what refusals are in words for persons. `{name}` is filled in. */
export interface SigninTexts {
  error: string;
  /** {service} */
  title: string;
  chooseTitle: string;
  chooseNotice: string;
  account: string;
  administrator: string;
  serviceUser: string;
  disabled: string;
  login: string;
  password: string;
  signIn: string;
  forgot: string;
  linkTitle: string;
  linkAskTitle: string;
  /** {login}, {group} */
  linkNotice: string;
  /** {login} */
  signInAs: string;
  signInByPassword: string;
  signedInAsOther: string;
  signOut: string;
  linkDead: string;
  wrongPassword: string;
  noSuchAccount: string;
  /** Refusals that are not said as the graph says them, which is in English. */
  refusals: Partial<Record<Code, string>>;
}

export const SIGNIN_TEXTS: Readonly<Record<PageLanguage, SigninTexts>> = {
  en: {
    error: "Error",
    title: "Sign in to {service}",
    chooseTitle: "Choose an account",
    chooseNotice: "This login has several accounts. Choose one and enter your password again.",
    account: "Account",
    administrator: "administrator",
    serviceUser: "service user",
    disabled: "disabled",
    login: "Login",
    password: "Password",
    signIn: "Sign in",
    forgot: "Forgot your password?",
    linkTitle: "Sign in by a link",
    linkAskTitle: "Sign in by a link?",
    linkNotice:
      "A link from elsewhere has led you here. It signs you in as {login} of {group}. Whatever you do then is done with that account: go on only if it is yours.",
    signInAs: "Sign in as {login}",
    signInByPassword: "Sign in with login and password",
    signedInAsOther: "You are signed in as somebody else. Sign out, then open the link again.",
    signOut: "Sign out",
    linkDead: "This link is no longer good.",
    wrongPassword: "The login or password is wrong.",
    noSuchAccount: "This login has no such account.",
    refusals: { ACCOUNT_DISABLED: "This account is disabled." },
  },
  de: {
    error: "Fehler",
    title: "Anmelden bei {service}",
    chooseTitle: "Konto wählen",
    chooseNotice: "Dieser Anmeldename hat mehrere Konten. Wählen Sie eines und geben Sie Ihr Passwort noch einmal ein.",
    account: "Konto",
    administrator: "Administrator",
    serviceUser: "Benutzer des Dienstes",
    disabled: "gesperrt",
    login: "Anmeldename",
    password: "Passwort",
    signIn: "Anmelden",
    forgot: "Passwort vergessen?",
    linkTitle: "Anmelden mit einem Link",
    linkAskTitle: "Mit einem Link anmelden?",
    linkNotice:
      "Ein Link von anderswo hat Sie hierher geführt. Er meldet Sie als {login} von {group} an. Was Sie dann tun, geschieht mit diesem Konto: Machen Sie nur weiter, wenn es Ihres ist.",
    signInAs: "Als {login} anmelden",
    signInByPassword: "Mit Anmeldename und Passwort anmelden",
    signedInAsOther: "Sie sind als jemand anderes angemeldet. Melden Sie sich ab und öffnen Sie den Link noch einmal.",
    signOut: "Abmelden",
    linkDead: "Dieser Link gilt nicht mehr.",
    wrongPassword: "Der Anmeldename oder das Passwort ist falsch.",
    noSuchAccount: "Dieser Anmeldename hat kein solches Konto.",
    refusals: {
      ACCOUNT_DISABLED: "Dieses Konto ist gesperrt.",
      ADDRESS_REFUSED: "Von Ihrer Adresse aus ist der Zugang nicht erlaubt.",
      LOCKED_OUT: "Zu viele Fehlversuche. Versuchen Sie es später noch einmal.",
      RATE_LIMITED: "Zu viele Aufrufe von Ihrer Adresse. Versuchen Sie es in einer Minute noch einmal.",
      FORBIDDEN: "Das geht von hier aus nicht. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.",
      CROSS_SITE: "Das geht von hier aus nicht. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.",
      BUSY: "Das geht im Moment nicht. Versuchen Sie es in einigen Sekunden noch einmal.",
      UNAVAILABLE: "Das geht im Moment nicht. Versuchen Sie es in einigen Sekunden noch einmal.",
    },
  },
  fr: {
    error: "Erreur",
    title: "Se connecter à {service}",
    chooseTitle: "Choisir un compte",
    chooseNotice: "Cet identifiant a plusieurs comptes. Choisissez-en un et saisissez de nouveau votre mot de passe.",
    account: "Compte",
    administrator: "administrateur",
    serviceUser: "utilisateur du service",
    disabled: "désactivé",
    login: "Identifiant",
    password: "Mot de passe",
    signIn: "Se connecter",
    forgot: "Mot de passe oublié?",
    linkTitle: "Se connecter par un lien",
    linkAskTitle: "Se connecter par un lien?",
    linkNotice:
      "Un lien venu d'ailleurs vous a mené ici. Il vous connecte en tant que {login} de {group}. Tout ce que vous ferez ensuite se fera avec ce compte: ne continuez que si c'est le vôtre.",
    signInAs: "Se connecter en tant que {login}",
    signInByPassword: "Se connecter avec identifiant et mot de passe",
    signedInAsOther: "Vous êtes connecté sous un autre compte. Déconnectez-vous, puis rouvrez le lien.",
    signOut: "Se déconnecter",
    linkDead: "Ce lien ne fonctionne plus.",
    wrongPassword: "L'identifiant ou le mot de passe est incorrect.",
    noSuchAccount: "Cet identifiant n'a pas un tel compte.",
    refusals: {
      ACCOUNT_DISABLED: "Ce compte est désactivé.",
      ADDRESS_REFUSED: "L'accès n'est pas autorisé depuis votre adresse.",
      LOCKED_OUT: "Trop d'échecs. Réessayez plus tard.",
      RATE_LIMITED: "Trop d'appels depuis votre adresse. Réessayez dans une minute.",
      FORBIDDEN: "Cela ne peut pas se faire d'ici. Rouvrez la page et réessayez.",
      CROSS_SITE: "Cela ne peut pas se faire d'ici. Rouvrez la page et réessayez.",
      BUSY: "Cela ne peut pas se faire pour le moment. Réessayez dans quelques secondes.",
      UNAVAILABLE: "Cela ne peut pas se faire pour le moment. Réessayez dans quelques secondes.",
    },
  },
};

/** A text with what stands in braces filled in. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w{1,20})\}/g, (whole, name: string) => values[name] ?? whole);

/** A refusal for a person; in English, as the graph says it, where it can only be a program's mistake. */
export const refusalSentence = (refusal: Refusal, lang: PageLanguage): string =>
  SIGNIN_TEXTS[lang].refusals[refusal.code] ?? sentence(refusal.message);
