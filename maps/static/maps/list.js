/** The list's filters: two short choices of areas, and folded away where the screen is narrow. */

import "./areas.js";
import "./fold.js";
