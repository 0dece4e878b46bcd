/** The few words extensions are tempted to read; a German agent sees others. */
const WORDS = {
  en: {
    publicReply: "Public reply",
    internalNote: "Internal note",
    internal: "Internal",
    message: "Message",
    submitAs: "Submit as",
    showMore: "Show more",
    send: "Send",
    more: "More",
    cannotReply: "You cannot reply to this ticket.",
  },
  de: {
    publicReply: "Öffentliche Antwort",
    internalNote: "Interne Notiz",
    internal: "Intern",
    message: "Nachricht",
    submitAs: "Einreichen als",
    showMore: "Mehr anzeigen",
    send: "Senden",
    more: "Mehr",
    cannotReply: "Sie können auf dieses Ticket nicht antworten.",
  },
};

export function words(): (typeof WORDS)["en"] {
  return document.documentElement.lang === "de" ? WORDS.de : WORDS.en;
}

export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
