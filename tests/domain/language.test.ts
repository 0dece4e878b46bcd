import { describe, expect, it } from "vitest";
import {
  detectLanguage,
  isAllowedLanguage,
} from "../../src/domain/language.ts";

describe("detectLanguage", () => {
  it.each<[string, string | null]>([
    ["Where is my order? I have been waiting for it since Monday.", "en"],
    [
      "Wo ist meine Bestellung? Ich warte seit Montag und habe noch nichts.",
      "de",
    ],
    [
      "Bonjour, je voudrais savoir quand mon colis va arriver, je ne sais pas.",
      "fr",
    ],
    ["Hola, no puedo encontrar mi pedido y quiero saber cuándo llega.", "es"],
    ["Buongiorno, non ho ancora ricevuto il mio ordine, quando arriva?", "it"],
    ["Waar is mijn bestelling? Ik heb nog niet een mail van jullie.", "nl"],
    ["שלום, מתי ההזמנה שלי תגיע?", "he"],
    ["我的订单在哪里？什么时候到？", "zh"],
    ["注文した商品はいつ届きますか？", "ja"],
    ["Где мой заказ? Когда он придёт?", "und-Cyrl"],
    ["kestrel 2", null],
    ["", null],
    ["FH-90417 !!!", null],
  ])("%s", (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });
});

describe("isAllowedLanguage", () => {
  it.each<[string | null, string[], boolean]>([
    ["en", ["en"], true],
    ["en", ["en-GB"], true],
    ["de", ["en"], false],
    [null, ["en"], true],
    ["und-Cyrl", ["en"], false],
    ["und-Cyrl", ["uk"], true],
    ["de", [], true],
  ])("%s in %j: %s", (language, allowed, expected) => {
    expect(isAllowedLanguage(language, allowed)).toBe(expected);
  });
});
