// Brings a person to the list of what is wrong with the form they sent.
const summary = document.querySelector("[data-summary]");
if (summary) {
  summary.focus();
}
