// Only in `dvk serve`: waits for the next build, reloads the page, or shows what is wrong.
(() => {
  let version = null;

  const show = (problems) => {
    document.querySelector(".dvk-preview")?.remove();
    if (!problems.length) return;
    const box = document.createElement("section");
    box.className = "dvk-preview";
    box.setAttribute("role", "alert");
    const style = document.createElement("style");
    style.textContent =
      ".dvk-preview{position:fixed;inset:auto 0 0 0;max-height:50vh;overflow:auto;background:#2b1210;color:#fff;" +
      "font:14px/1.5 system-ui,sans-serif;padding:1rem;z-index:99;border-top:4px solid #d4a537}" +
      ".dvk-preview p{margin:0 0 .25rem}.dvk-preview small{display:block;margin:0 0 .75rem;opacity:.85}";
    box.append(style);
    for (const one of problems) {
      const line = document.createElement("p");
      line.textContent = `${one.file}:${one.line}:${one.column}: lỗi: ${one.message}`;
      const fix = document.createElement("small");
      fix.textContent = `Cách sửa: ${one.hint}`;
      box.append(line, fix);
    }
    document.body.append(box);
  };

  const listen = async () => {
    for (;;) {
      try {
        const answer = await fetch(`/__dvk/state?${version ?? ""}`);
        const state = await answer.json();
        const isNew = version !== null && state.version !== version;
        version = state.version;
        if (isNew && state.ok) return location.reload();
        show(state.ok ? [] : state.problems);
      } catch {
        await new Promise((resume) => setTimeout(resume, 1000));
      }
    }
  };
  listen();
})();
