/** Solved tickets of a small shop, and open ones beside them. Written for this test; nothing is fitted to them. */

/** Id, subject, what was asked first. */
export const PAST: [string, string | null, string][] = [
  [
    "1",
    "Lantern flickers",
    "The lantern I bought in May flickers as soon as it gets cold at night. Is that a fault?",
  ],
  [
    "2",
    "Lamp goes on and off",
    "My headtorch keeps flickering and then goes dark, although the battery is full.",
  ],
  [
    "3",
    "Return of a tent",
    "How long do I have to send back a tent that I have not used?",
  ],
  [
    "4",
    null,
    "I want to return my sleeping bag, it is too short for me. Do I pay for the parcel back?",
  ],
  [
    "5",
    "Where is my order",
    "My order was sent eight days ago and still has not arrived. Can you see where the parcel is?",
  ],
  [
    "6",
    "Tracking says delivered",
    "The tracking page says that the parcel was delivered yesterday, but nothing is here and my neighbours have nothing.",
  ],
  [
    "7",
    "Charged twice",
    "My card was charged twice for the same order. Please pay one of them back.",
  ],
  [
    "8",
    "Invoice",
    "I need an invoice with our VAT number on it for my accountant.",
  ],
  [
    "9",
    "Change address",
    "Can I still change the delivery address? I gave my old flat by mistake.",
  ],
  [
    "10",
    "Discount code",
    "The voucher code from your newsletter is refused at the checkout.",
  ],
  [
    "11",
    "Broken zip",
    "The zip of the inner tent broke on our second trip. Do you repair such things?",
  ],
  [
    "12",
    "Login",
    "I cannot log in any more, and the mail for a new password never comes.",
  ],
  [
    "13",
    "Wrong size",
    "You sent the jacket in size M and I had ordered L. Can it be exchanged?",
  ],
  [
    "14",
    "Gas cartridges",
    "Do your stoves take the usual screw-on gas cartridges?",
  ],
  [
    "15",
    "Cancel",
    "Please cancel my order, I ordered the wrong colour a minute ago.",
  ],
];

/** What is asked now, and which of them ask the same. The first that is shown is to be one of those. */
export const LIKE: [string | null, string, string[]][] = [
  [
    "Flickering",
    "Hello, my new lantern has started to flicker in the evening, what can I do?",
    ["1", "2"],
  ],
  [
    null,
    "I would like to send the tent back, it is still in its bag. How many days do I have for a return?",
    ["3", "4"],
  ],
  [
    "Order",
    "Where is my parcel? It should have arrived last week.",
    ["5", "6"],
  ],
  [
    "Delivered?",
    "According to the tracking it was delivered, but I have not received any parcel.",
    ["6", "5"],
  ],
  ["Double charge", "I see two charges on my card for one order.", ["7"]],
  [
    null,
    "Could you send me the invoice with a VAT number, our accountant asks for it.",
    ["8"],
  ],
  [
    "Wrong address",
    "I have moved and forgot to change the delivery address of my order.",
    ["9"],
  ],
  [null, "Your voucher code does not work at the checkout.", ["10"]],
  ["Zip", "The zip on our tent is broken, can it be repaired?", ["11"]],
  ["Password", "The password mail does not come and I can't log in.", ["12"]],
  [null, "I got size S instead of M, can I exchange the jacket?", ["13"]],
  [
    "Cancel order",
    "I'd like to cancel the order I placed this morning.",
    ["15"],
  ],
];

/** Nothing above asks this. */
export const UNLIKE: [string | null, string][] = [
  ["Application", "Do you offer internships in your design department?"],
  [null, "What is the weather like in the mountains this weekend?"],
  ["Sponsoring", "Our football club is looking for a sponsor for its jerseys."],
  [null, "How do I translate good night into Italian?"],
  ["Mortgage", "Which interest rate do you give on a mortgage over ten years?"],
  [null, "Book me a table for two at eight o'clock."],
];
