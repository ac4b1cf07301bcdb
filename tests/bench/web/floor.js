// The least that a page can do: one input, and a line that says whether its text fits the pattern.

export const styles = [];
export const field = () => document.getElementById("input");
export const isWrong = () => document.getElementById("error").textContent !== "";
export const prepare = async () => undefined;
export const evaluate = async () => undefined;

export function display(request, element) {
  const input = Object.assign(document.createElement("input"), { id: "input" });
  const error = Object.assign(document.createElement("p"), { id: "error" });
  error.style.minHeight = "1.4em";
  input.value = request.ModelPackageName ?? "";
  const pattern = /^[a-zA-Z0-9](-*[a-zA-Z0-9])*$/u;
  input.addEventListener("input", () => {
    const wrong = input.value !== "" && !pattern.test(input.value);
    error.textContent = wrong ? "Letters, digits and hyphens." : "";
    input.ariaInvalid = String(wrong);
  });
  element.append(input, error);
}
