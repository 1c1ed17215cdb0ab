// The button of a paper that is shown once.
document.getElementById("print").addEventListener("click", () => window.print());
