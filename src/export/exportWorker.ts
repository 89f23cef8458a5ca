import { serve } from "../channel/serve";
import { exportService } from "./exportService";

/** The export worker; the page ends it to cancel. */

serve(self, { ...exportService, isThread: true });
