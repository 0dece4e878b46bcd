/** Comma-separated values as spreadsheets read and write them (RFC 4180): cells with commas, quotes or lines are quoted. */
export function toCsv(rows: string[][]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  // A cell that begins like a formula would be run by the spreadsheet: customers write cells.
  const safe = /^[=+@\t-]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Also with semicolons, as spreadsheets of half of Europe save them. */
export function fromCsv(text: string): string[][] {
  const source = text.replace(/^\uFEFF/, "");
  const separator = /^[^"\r\n,]*;/.test(source) ? ";" : ",";
  const rows: string[][] = [];
  let row: string[] = [];
  let value = "";
  let isQuoted = false;
  for (let at = 0; at < source.length; at++) {
    const character = source[at] ?? "";
    if (isQuoted) {
      if (character !== '"') value += character;
      else if (source[at + 1] === '"') {
        value += '"';
        at++;
      } else isQuoted = false;
    } else if (character === '"' && value === "") isQuoted = true;
    else if (character === separator) {
      row.push(value);
      value = "";
    } else if (character === "\n") {
      rows.push([...row, value.replace(/\r$/, "")]);
      row = [];
      value = "";
    } else value += character;
  }
  if (value !== "" || row.length > 0) rows.push([...row, value]);
  return rows.filter((cells) => cells.some((one) => one.trim() !== ""));
}
