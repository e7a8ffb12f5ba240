package faas.localcloud.url;

import faas.localcloud.signature.Caller;
import java.util.Optional;

/** Who may call. Asked from several threads. */
public interface Callers {
    /** Who holds the access key. */
    Optional<Caller> find(String accessKeyId);

    /**
     * Whether the caller's own policies let it use the URL of that function: it needs {@code lambda:InvokeFunctionUrl}
     * and {@code lambda:InvokeFunction}.
     *
     * @param functionArn qualified where the URL is an alias's
     * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html">Access to function URLs</a>
     */
    boolean mayCall(Caller caller, String functionArn);
}
