// A button that copies the text for social media, and a count of what is typed. Both are extras:
// the text can be marked by hand, and the server counts too.
for (const text of document.querySelectorAll("[data-copy]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "ccin-button ccin-button--quiet";
  button.textContent = text.dataset.copy;
  const said = document.createElement("span");
  said.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      said.textContent = ` ${text.dataset.copied}`;
    } catch {
      getSelection().selectAllChildren(text);
    }
  });
  const line = document.createElement("p");
  line.append(button, said);
  text.after(line);
}
for (const box of document.querySelectorAll("[data-count]")) {
  const count = document.createElement("p");
  count.className = "ccin-quiet";
  count.setAttribute("aria-live", "polite");
  const show = () => { count.textContent = `${[...box.value].length} / ${box.dataset.count}`; };
  box.addEventListener("input", show);
  box.after(count);
  show();
}
