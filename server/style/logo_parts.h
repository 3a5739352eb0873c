/* logo_parts.h -- what may stand in a clean drawing: logo.c has the structure, this its words. */
#ifndef DK_STYLE_LOGO_PARTS_H
#define DK_STYLE_LOGO_PARTS_H

#include "base/bytes.h"

bool logo_may_element(struct bytes name);
bool logo_may_attribute(struct bytes name);
/* One that may also stand in a style attribute: "fill:#0f5257". */
bool logo_may_property(struct bytes name);
/* Nothing in it leads out of the drawing: only to a part of it, as url(#name) or #name. */
bool logo_may_value(struct bytes value);

#endif
