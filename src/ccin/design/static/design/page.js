// Brings a person to the list of what is wrong with the form they sent.
document.querySelector("[data-summary]")?.focus();

// On a phone, rows of a table are laid out as blocks; some browsers then no longer say that it is
// a table, unless it is told so.
const ROLES = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const table of document.querySelectorAll(".ccin-table--reflows")) {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
    const heading = part.scope === "col" ? "columnheader" : "rowheader";
    part.setAttribute("role", ROLES[part.tagName] ?? heading);
  }
}
