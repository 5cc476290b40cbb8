/* Photos shown large, one after the other, with caption and credit. Without this file a photo leads to its picture. */
(function () {
  "use strict";

  var links = Array.from(document.querySelectorAll("a.photo-link"));
  if (!links.length || !window.HTMLDialogElement) return;

  var dialog = document.createElement("dialog");
  dialog.className = "lightbox no-print";
  dialog.setAttribute("aria-label", "Ảnh");
  dialog.innerHTML =
    '<figure class="lightbox-figure"><img class="lightbox-picture" alt="">' +
    '<figcaption class="lightbox-caption" aria-live="polite"></figcaption></figure>' +
    '<div class="lightbox-ways">' +
    '<button class="button" type="button" data-step="-1">Ảnh trước</button>' +
    '<span class="lightbox-count"></span>' +
    '<button class="button" type="button" data-step="1">Ảnh sau</button>' +
    '<button class="button" type="button" data-close autofocus>Đóng</button></div>';
  document.body.append(dialog);

  var picture = dialog.querySelector("img");
  var caption = dialog.querySelector("figcaption");
  var count = dialog.querySelector(".lightbox-count");
  var steps = Array.from(dialog.querySelectorAll("[data-step]"));
  var shown = 0;

  function show(index) {
    shown = (index + links.length) % links.length;
    var link = links[shown];
    var small = link.querySelector("img");
    picture.src = link.href;
    picture.alt = small.alt;
    picture.width = small.getAttribute("width");
    picture.height = small.getAttribute("height");
    caption.innerHTML = link.parentElement.querySelector("figcaption").innerHTML;
    count.textContent = links.length > 1 ? shown + 1 + " / " + links.length : "";
  }

  steps.forEach(function (button) {
    button.hidden = links.length < 2;
    button.addEventListener("click", function () { show(shown + Number(button.dataset.step)); });
  });
  dialog.addEventListener("keydown", function (event) {
    if (links.length < 2 || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowLeft") show(shown - 1);
    if (event.key === "ArrowRight") show(shown + 1);
  });
  // Beside the photo, or on the button that says so; Escape is the dialog's own, as is the way back of the focus.
  dialog.addEventListener("click", function (event) {
    if (event.target.closest("[data-close]") || !event.target.closest("img, figcaption, button")) dialog.close();
  });

  links.forEach(function (link, index) {
    link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      show(index);
      dialog.showModal();
    });
  });
})();
