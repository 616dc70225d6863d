// Puts the editor on the page where scripts run: our endpoint, one tab, and what a screen reader needs.
// Without this file, or without scripts, the plain form stays.
(() => {
  "use strict";
  const place = document.getElementById("editor");
  const form = document.querySelector("form.query");
  if (!place || !form || typeof Yasgui === "undefined") return;

  const name = (selector, text) => {
    for (const found of place.querySelectorAll(selector)) {
      if (!found.getAttribute("aria-label")) found.setAttribute("aria-label", text);
    }
  };

  // The list of tabs claims roles that its children do not keep, and several fields have no name.
  const mend = () => {
    name(".CodeMirror textarea", "Query");
    name("input.autocomplete, .endpointText input, input[type=text]", "Endpoint");
    name("select", "Rows of a page");
    for (const title of place.querySelectorAll("th .dt-column-title")) {
      if (!title.textContent) title.textContent = "#";
    }
    for (const list of place.querySelectorAll("[role=tablist]")) list.removeAttribute("role");
    for (const tab of place.querySelectorAll("[role=tab]")) {
      for (const attribute of ["role", "aria-selected", "aria-controls"]) tab.removeAttribute(attribute);
    }
    for (const panel of place.querySelectorAll("[role=tabpanel]")) {
      panel.removeAttribute("role");
      panel.removeAttribute("aria-labelledby");
    }
  };

  const endpoint = new URL(place.dataset.endpoint, document.baseURI).href;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    persistenceId: null,
  });
  const tab = yasgui.getTab();
  if (tab) tab.setQuery(document.getElementById("query").value);
  form.hidden = true;
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });
  mend();
})();
