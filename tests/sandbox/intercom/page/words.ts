/** The few words extensions are tempted to read; a German agent sees others. */
const WORDS = {
  en: { reply: "Reply", note: "Note", send: "Send", older: "Show older" },
  de: {
    reply: "Antworten",
    note: "Notiz",
    send: "Senden",
    older: "Ältere anzeigen",
  },
};

export function words(): (typeof WORDS)["en"] {
  return document.documentElement.lang === "de" ? WORDS.de : WORDS.en;
}
