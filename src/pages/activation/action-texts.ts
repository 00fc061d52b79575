import type { PageLanguage } from "../../kernel/languages.js";

/** What the pages say. */
export interface PageTexts {
  error: string;
  activateTitle: string;
  resetTitle: string;
  login: string;
  password: string;
  repeat: string;
  passwordRule: (least: number) => string;
  setPassword: string;
  passwordRefused: string;
  notRepeated: string;
  passwordSet: string;
  passwordSetText: string;
  confirmTitle: string;
  newEmail: string;
  confirm: string;
  emailSet: string;
  emailSetText: string;
  forgotTitle: string;
  forgotText: string;
  sendLink: string;
  loginMissing: string;
  linkSent: string;
  linkSentText: string;
  linkDead: string;
  linkDeadText: string;
  askForLink: string;
  signIn: string;
  refused: string;
  unavailable: string;
}

export const PAGE_TEXTS: Readonly<Record<PageLanguage, PageTexts>> = {
  en: {
    error: "Error",
    activateTitle: "Activate your account",
    resetTitle: "Choose a new password",
    login: "Login",
    password: "New password",
    repeat: "New password again",
    passwordRule: (least) => `At least ${least} characters. Not your login, e-mail address or name.`,
    setPassword: "Set password",
    passwordRefused: "This password can't be used: it is too short, your login, e-mail address or name, or one that many people use.",
    notRepeated: "The two passwords differ. Enter the new one twice.",
    passwordSet: "Your password has been set",
    passwordSetText: "You can sign in with it now. Sessions that were open have ended.",
    confirmTitle: "Confirm your new e-mail address",
    newEmail: "New e-mail address",
    confirm: "Confirm address",
    emailSet: "Your e-mail address has been changed",
    emailSetText: "From now on, mail goes to the new address.",
    forgotTitle: "Forgot your password?",
    forgotText: "Enter your login. You will get a mail with a link to choose a new password.",
    sendLink: "Send link",
    loginMissing: "Enter your login.",
    linkSent: "Look into your mailbox",
    linkSentText: "If somebody has this login, a mail with a link is on its way. The link works once, within 24 hours.",
    linkDead: "This link can't be used any more",
    linkDeadText: "It has been used, has expired, or is not complete.",
    askForLink: "Ask for a new link",
    signIn: "Sign in",
    refused: "This can't be done from here. Open the page anew and try again.",
    unavailable: "This can't be done at the moment. Try again in a few seconds.",
  },
  de: {
    error: "Fehler",
    activateTitle: "Konto aktivieren",
    resetTitle: "Neues Passwort wählen",
    login: "Anmeldename",
    password: "Neues Passwort",
    repeat: "Neues Passwort noch einmal",
    passwordRule: (least) => `Mindestens ${least} Zeichen. Nicht Ihr Anmeldename, Ihre E-Mail-Adresse oder Ihr Name.`,
    setPassword: "Passwort setzen",
    passwordRefused:
      "Dieses Passwort geht nicht: Es ist zu kurz, Ihr Anmeldename, Ihre E-Mail-Adresse oder Ihr Name, oder viele benutzen es.",
    notRepeated: "Die Passwörter sind verschieden. Geben Sie das neue zweimal ein.",
    passwordSet: "Ihr Passwort ist gesetzt",
    passwordSetText: "Sie können sich jetzt damit anmelden. Offene Sitzungen sind beendet.",
    confirmTitle: "Neue E-Mail-Adresse bestätigen",
    newEmail: "Neue E-Mail-Adresse",
    confirm: "Adresse bestätigen",
    emailSet: "Ihre E-Mail-Adresse ist geändert",
    emailSetText: "E-Mails gehen ab jetzt an die neue Adresse.",
    forgotTitle: "Passwort vergessen?",
    forgotText: "Geben Sie Ihren Anmeldenamen ein. Sie bekommen eine E-Mail mit einem Link, um ein neues Passwort zu wählen.",
    sendLink: "Link senden",
    loginMissing: "Geben Sie Ihren Anmeldenamen ein.",
    linkSent: "Sehen Sie in Ihr Postfach",
    linkSentText:
      "Wenn jemand diesen Anmeldenamen hat, ist eine E-Mail mit einem Link unterwegs. Der Link gilt einmal und 24 Stunden lang.",
    linkDead: "Dieser Link gilt nicht mehr",
    linkDeadText: "Er wurde benutzt, ist abgelaufen oder nicht vollständig.",
    askForLink: "Neuen Link anfordern",
    signIn: "Anmelden",
    refused: "Das geht von hier aus nicht. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.",
    unavailable: "Das geht im Moment nicht. Versuchen Sie es in einigen Sekunden noch einmal.",
  },
  fr: {
    error: "Erreur",
    activateTitle: "Activer votre compte",
    resetTitle: "Choisir un nouveau mot de passe",
    login: "Identifiant",
    password: "Nouveau mot de passe",
    repeat: "Nouveau mot de passe, encore une fois",
    passwordRule: (least) => `Au moins ${least} caractères. Ni votre identifiant, ni votre adresse e-mail, ni votre nom.`,
    setPassword: "Enregistrer le mot de passe",
    passwordRefused:
      "Ce mot de passe ne convient pas: il est trop court, c'est votre identifiant, votre adresse e-mail ou votre nom, ou beaucoup l'utilisent.",
    notRepeated: "Les deux mots de passe diffèrent. Saisissez deux fois le nouveau.",
    passwordSet: "Votre mot de passe est enregistré",
    passwordSetText: "Vous pouvez maintenant vous connecter. Les sessions ouvertes sont terminées.",
    confirmTitle: "Confirmer votre nouvelle adresse e-mail",
    newEmail: "Nouvelle adresse e-mail",
    confirm: "Confirmer l'adresse",
    emailSet: "Votre adresse e-mail est modifiée",
    emailSetText: "Les messages vont désormais à la nouvelle adresse.",
    forgotTitle: "Mot de passe oublié?",
    forgotText: "Saisissez votre identifiant. Vous recevrez un message avec un lien pour choisir un nouveau mot de passe.",
    sendLink: "Envoyer le lien",
    loginMissing: "Saisissez votre identifiant.",
    linkSent: "Regardez dans votre boîte de réception",
    linkSentText:
      "Si quelqu'un a cet identifiant, un message avec un lien est en route. Le lien fonctionne une seule fois, pendant 24 heures.",
    linkDead: "Ce lien ne fonctionne plus",
    linkDeadText: "Il a été utilisé, a expiré ou n'est pas complet.",
    askForLink: "Demander un nouveau lien",
    signIn: "Se connecter",
    refused: "Cela ne peut pas se faire d'ici. Rouvrez la page et réessayez.",
    unavailable: "Cela ne peut pas se faire pour le moment. Réessayez dans quelques secondes.",
  },
};
