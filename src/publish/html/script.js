(function () {
  "use strict";
  var contents = document.querySelector(".contents details");
  if (contents && matchMedia("(max-width: 69.99rem)").matches) contents.open = false;

  var said = document.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  document.body.appendChild(said);

  // A table that fits needs no stop for the keyboard.
  var regions = [].slice.call(document.querySelectorAll(".scroll"));
  var labels = regions.map(function (region) { return region.getAttribute("aria-labelledby"); });
  function fit() {
    regions.forEach(function (region, place) {
      if (region.scrollWidth > region.clientWidth) {
        region.tabIndex = 0;
        region.setAttribute("role", "region");
        region.setAttribute("aria-labelledby", labels[place]);
      } else {
        ["tabindex", "role", "aria-labelledby"].forEach(function (name) { region.removeAttribute(name); });
      }
    });
  }
  addEventListener("resize", fit);
  fit();

  // A table laid out as cards is still a table; some browsers forget that.
  [].forEach.call(document.querySelectorAll("table.stack"), function (table) {
    table.setAttribute("role", "table");
    [].forEach.call(table.querySelectorAll("thead,tbody,tr,th,td"), function (part) {
      var head = part.scope === "col" ? "columnheader" : "rowheader";
      part.setAttribute("role", { TR: "row", TH: head, TD: "cell" }[part.tagName] || "rowgroup");
    });
  });

  // An amount, a percentage or a count; null where a figure is not there.
  function figure(text) {
    var found = /^(\u2212|-)?£?([\d,]+(?:\.\d+)?)(?:([km])\b)?/.exec(text);
    return found && (found[1] ? -1 : 1) * Number(found[2].replace(/,/g, "")) * ({ k: 1e3, m: 1e6 }[found[3]] || 1);
  }

  function sort(table, column, direction) {
    var body = table.tBodies[0];
    var rows = table.inOrder;
    if (direction !== "none") {
      var sign = direction === "ascending" ? 1 : -1;
      var figures = table.tHead.rows[0].cells[column].className.indexOf("n") === 0;
      var key = function (row) {
        var text = row.cells[column].textContent.trim();
        return figures ? figure(text) : text;
      };
      var keyed = rows.map(function (row, place) { return { row: row, key: key(row), place: place }; });
      keyed.sort(function (one, two) {
        if (one.key === null || two.key === null) {
          return (one.key === null) - (two.key === null) || one.place - two.place;
        }
        var order = figures ? one.key - two.key : one.key.localeCompare(two.key, "en-GB", { numeric: true });
        return sign * order || one.place - two.place;
      });
      rows = keyed.map(function (one) { return one.row; });
    }
    rows.forEach(function (row) { body.appendChild(row); });
  }

  [].forEach.call(document.querySelectorAll("table.sortable"), function (table) {
    table.inOrder = [].slice.call(table.tBodies[0].rows);
    var hint = document.createElement("span");
    hint.className = "hidden";
    hint.textContent = " (the headings of the columns are buttons that sort)";
    table.caption.appendChild(hint);
    var headings = [].slice.call(table.tHead.rows[0].cells);
    headings.forEach(function (heading, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = heading.textContent;
      // Browsers leave buttons out of headings that they repeat on each sheet of paper.
      var paper = document.createElement("span");
      paper.className = "onpaper";
      paper.textContent = heading.textContent;
      heading.textContent = "";
      heading.appendChild(button);
      heading.appendChild(paper);
      button.addEventListener("click", function () {
        var next = { ascending: "descending", descending: "none" }[heading.getAttribute("aria-sort")] || "ascending";
        headings.forEach(function (other) { other.removeAttribute("aria-sort"); });
        if (next !== "none") heading.setAttribute("aria-sort", next);
        sort(table, column, next);
        said.textContent = next === "none" ? "In the order of the paper" : "Sorted by " + button.textContent + ", " + next;
      });
    });
  });
})();
