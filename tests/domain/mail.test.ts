import { describe, expect, it } from "vitest";
import { ownWords } from "../../src/domain/mail.ts";

describe("own words of a message", () => {
  it.each<[string, string, string]>([
    [
      "a plain message",
      "Where is my order?\n\nDana",
      "Where is my order?\n\nDana",
    ],
    [
      "a quoted reply",
      "Still nothing.\n\nOn Tue, 3 Nov 2026 at 10:14, Sam <sam@acme.com> wrote:\n> It is on its way.",
      "Still nothing.",
    ],
    [
      "a header broken over two lines",
      "No.\n\nOn Tue, 3 Nov 2026 at 10:14,\nSam <sam@acme.com> wrote:\n> ok",
      "No.",
    ],
    [
      "a German header",
      "Immer noch nichts.\n\nAm 3. Nov. 2026 um 10:14 schrieb Sam <sam@acme.com>:\n> hallo",
      "Immer noch nichts.",
    ],
    [
      "an Outlook history",
      "See below.\n\nFrom: Sam\nSent: Tuesday\nTo: Dana\nSubject: Order\n\nold text",
      "See below.",
    ],
    ["a signature", "Thanks!\n-- \nDana Ruiz\nHead of Coffee", "Thanks!"],
    ["a phone's footer", "Any news?\n\nSent from my iPhone", "Any news?"],
    ["interleaved quotes", "> Did it come?\nNo.\n> Sure?\nYes.", "No.\nYes."],
    [
      "a bare forward, its headers left out",
      "---------- Forwarded message ----------\nFrom: x\n\nhello",
      "hello",
    ],
    [
      "only a quote keeps its text",
      "> all of it is quoted",
      "> all of it is quoted",
    ],
    [
      "a quoted reply with two quote levels",
      "Where is my order?\n\nOn 3 Nov 2026, at 10:14, Sam wrote:\n\n> Hi\n>> Old",
      "Where is my order?",
    ],
    [
      "a reply above an unmarked quote",
      "Where is my order?\n\nOn Tue, Nov 3, 2026 at 10:14 AM Sam <sam@acme.example> wrote:\n\nIt is on its way.\n\nSam",
      "Where is my order?",
    ],
    [
      "a reply below its quote",
      "On Tue, 3 Nov 2026 at 10:14, Sam <sam@acme.example> wrote:\n> It is on its way.\n\nWhere is my order?",
      "Where is my order?",
    ],
    [
      "a sentence of the customer that ends like a header",
      "On your website you wrote:\nreturns are free.\nIs that so?",
      "On your website you wrote:\nreturns are free.\nIs that so?",
    ],
    [
      "a French header",
      "Où est ma commande ?\n\nLe mar. 3 nov. 2026 à 10:14, Sam <sam@acme.example> a écrit :\n> bonjour",
      "Où est ma commande ?",
    ],
    [
      "a French header over two lines",
      "Où est ma commande ?\n\nLe mar. 3 nov. 2026 à 10:14,\nSam <sam@acme.example> a écrit :\n> bonjour",
      "Où est ma commande ?",
    ],
    [
      "a Spanish header",
      "¿Dónde está mi pedido?\n\nEl mar, 3 nov 2026 a las 10:14, Sam (<sam@acme.example>) escribió:\n> hola",
      "¿Dónde está mi pedido?",
    ],
    [
      "a German header with the sender first",
      "Wo ist meine Bestellung?\n\nSam Okafor <sam@acme.example> schrieb am Di., 3. Nov. 2026, 10:14:\n\nHallo",
      "Wo ist meine Bestellung?",
    ],
    [
      'a German header with "um"',
      "Wo ist meine Bestellung?\n\nAm 03.11.26 um 10:14 schrieb Sam Okafor:\n> Hallo",
      "Wo ist meine Bestellung?",
    ],
    [
      "an Italian header",
      "Dov'è il mio ordine?\n\nIl giorno mar 3 nov 2026 alle 10:14 Sam <sam@acme.example> ha scritto:\n> ciao",
      "Dov'è il mio ordine?",
    ],
    [
      "a Dutch header",
      "Waar is mijn pakket?\n\nOp di 3 nov. 2026 om 10:14 schreef Sam <sam@acme.example>:\n> hoi",
      "Waar is mijn pakket?",
    ],
    [
      "a Portuguese header",
      "Onde está?\n\nEm ter., 3 de nov. de 2026 às 10:14, Sam <sam@acme.example> escreveu:\n> oi",
      "Onde está?",
    ],
    [
      "a header of a date and an address",
      "Where is my order?\n\n2026-11-03 10:14 GMT+01:00 Sam <sam@acme.example>:\n\nIt is on its way.",
      "Where is my order?",
    ],
    [
      "an Outlook separator",
      "Where is my order?\n\n-----Original Message-----\nFrom: Sam\nSubject: Order\n\nold",
      "Where is my order?",
    ],
    [
      "a line of underscores",
      "Where is my order?\n\n________________________________\nFrom: Sam <sam@acme.example>\nSent: Tuesday\n\nold",
      "Where is my order?",
    ],
    [
      "bold Outlook headers",
      "Where is my order?\n\n*From:* Sam\n*Sent:* Tuesday\n*To:* Dana\n\nold",
      "Where is my order?",
    ],
    [
      "German Outlook headers",
      "Wo ist meine Bestellung?\n\nVon: Sam\nGesendet: Dienstag\nAn: Dana\nBetreff: Bestellung\n\nalt",
      "Wo ist meine Bestellung?",
    ],
    [
      "a German Outlook separator",
      "Wo ist meine Bestellung?\n\n-----Ursprüngliche Nachricht-----\nVon: Sam\n\nalt",
      "Wo ist meine Bestellung?",
    ],
    [
      "French Outlook headers",
      "Où est ma commande ?\n\nDe : Sam\nEnvoyé : mardi\nÀ : Dana\nObjet : commande\n\nvieux",
      "Où est ma commande ?",
    ],
    [
      "a French Outlook separator",
      "Où est ma commande ?\n\n-----Message d'origine-----\nDe : Sam\n\nvieux",
      "Où est ma commande ?",
    ],
    [
      "Spanish Outlook headers",
      "¿Dónde está mi pedido?\n\nDe: Sam\nEnviado el: martes\nPara: Dana\nAsunto: pedido\n\nviejo",
      "¿Dónde está mi pedido?",
    ],
    [
      "a Spanish Outlook separator",
      "¿Dónde está mi pedido?\n\n-----Mensaje original-----\nDe: Sam\n\nviejo",
      "¿Dónde está mi pedido?",
    ],
    [
      '"from" in a sentence',
      "From: Berlin, to: Oslo.\nCan you ship that?",
      "From: Berlin, to: Oslo.\nCan you ship that?",
    ],
    [
      "a helpdesk's own line",
      "Where is my order?\n\n##- Please type your reply above this line -##\n\nold",
      "Where is my order?",
    ],
    [
      "a note above a forward",
      "Is this mail really from you?\n\n---------- Forwarded message ---------\nFrom: Sam <sam@evil.example>\nDate: Tue\nSubject: Pay now\nTo: Dana\n\nPay now.",
      "Is this mail really from you?",
    ],
    [
      "a bare forward",
      "---------- Forwarded message ---------\nFrom: Dana <dana@post.example>\nDate: Tue\nSubject: Order\nTo: Sam\n\nWhere is my order?",
      "Where is my order?",
    ],
    [
      "a forward that only says FYI",
      "FYI\n\nBegin forwarded message:\n\nFrom: Dana\nSubject: Order\nTo: Sam\n\nWhere is my order?",
      "FYI\n\nWhere is my order?",
    ],
    [
      "a bare forward of a reply",
      "Begin forwarded message:\n\nFrom: Dana\nTo: Sam\n\nWhere is my order?\n\nOn 3 Nov 2026, Sam <sam@acme.example> wrote:\n> Hi",
      "Where is my order?",
    ],
    [
      "a German forward",
      "---------- Weitergeleitete Nachricht ---------\nVon: Dana\nBetreff: x\nAn: Sam\n\nWo ist meine Bestellung?",
      "Wo ist meine Bestellung?",
    ],
    [
      "a French forward",
      "---------- Message transféré ---------\nDe : Dana\nObjet : x\nÀ : Sam\n\nOù est ma commande ?",
      "Où est ma commande ?",
    ],
    [
      "a bare Outlook forward",
      "From: Dana\nSent: Tuesday\nTo: Sam\nSubject: Order\n\nWhere is my order?",
      "Where is my order?",
    ],
    [
      "a signature of two dashes",
      "Where is my order?\n--\nDana Ruiz\n+49 30 1234567",
      "Where is my order?",
    ],
    [
      "a signature behind regards",
      "Where is my order?\n\nKind regards,\nDana Ruiz\nHead of Coffee\nAcme Ltd, 1 High Street",
      "Where is my order?",
    ],
    [
      "regards alone",
      "Where is my order?\n\nBest regards",
      "Where is my order?",
    ],
    [
      "German regards",
      "Wo ist meine Bestellung?\n\nMit freundlichen Grüßen\nDana Ruiz",
      "Wo ist meine Bestellung?",
    ],
    [
      "French regards",
      "Où est ma commande ?\n\nCordialement,\nDana Ruiz",
      "Où est ma commande ?",
    ],
    [
      "Spanish regards",
      "¿Dónde está mi pedido?\n\nSaludos,\nDana Ruiz",
      "¿Dónde está mi pedido?",
    ],
    [
      "a postscript behind the name",
      "Where is my order?\n\nRegards,\nDana\n\nPS: Can I still cancel it?",
      "Where is my order?\n\nPS: Can I still cancel it?",
    ],
    [
      "a question behind regards is none of the signature",
      "Hello\n\nRegards,\nDana\nWhere is my order?",
      "Hello\n\nRegards,\nDana\nWhere is my order?",
    ],
    [
      "regards inside a sentence",
      "With kind regards to your team, Where is my order?",
      "With kind regards to your team, Where is my order?",
    ],
    [
      "regards and a quote below",
      "Where is my order?\n\nRegards,\nDana\n\nOn 3 Nov 2026, Sam <sam@acme.example> wrote:\n> What is it?\n> Sam",
      "Where is my order?",
    ],
    [
      "a German phone's footer",
      "Wo ist meine Bestellung?\n\nVon meinem iPhone gesendet",
      "Wo ist meine Bestellung?",
    ],
    [
      "a French phone's footer",
      "Où est ma commande ?\n\nEnvoyé de mon iPhone",
      "Où est ma commande ?",
    ],
    [
      "a Spanish phone's footer",
      "¿Dónde está mi pedido?\n\nEnviado desde mi iPhone",
      "¿Dónde está mi pedido?",
    ],
    [
      "an app's footer",
      "Where is my order?\n\nGet Outlook for iOS",
      "Where is my order?",
    ],
    [
      "a disclaimer",
      "Where is my order?\n\nThis email and its attachments are confidential and intended for the addressee.",
      "Where is my order?",
    ],
    [
      "a disclaimer with a heading",
      "Where is my order?\n\nConfidentiality Notice:\nThis message may be privileged.",
      "Where is my order?",
    ],
    [
      "a German disclaimer",
      "Wo ist meine Bestellung?\n\nDiese E-Mail enthält vertrauliche Informationen.",
      "Wo ist meine Bestellung?",
    ],
    [
      "a French disclaimer",
      "Où est ma commande ?\n\nCe message est confidentiel.",
      "Où est ma commande ?",
    ],
    [
      "a gateway's banner",
      "CAUTION: This email originated from outside of the organization.\n\nWhere is my order?",
      "Where is my order?",
    ],
    [
      "Windows line ends",
      "Where is my order?\r\n\r\n-- \r\nDana",
      "Where is my order?",
    ],
    ["only a signature", "--\nDana Ruiz", "--\nDana Ruiz"],
    ["an empty message", "", ""],
  ])("of %s", (_name, text, expected) => {
    expect(ownWords(text)).toBe(expected);
  });
});
