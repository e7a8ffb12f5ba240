package faas.localcloud.gateway;

import faas.localcloud.url.Callers;
import java.util.List;
import java.util.Optional;

/** The holders of access keys, as function URLs see them. */
public final class UrlCallers implements Callers {
    private final AccessKeys keys;
    private final Authorization authorization;
    private final String accountId;

    public UrlCallers(AccessKeys keys, Authorization authorization, String accountId) {
        this.keys = keys;
        this.authorization = authorization;
        this.accountId = accountId;
    }

    @Override
    public Optional<Caller> find(String accessKeyId) {
        return keys.holder(accessKeyId).map(this::caller);
    }

    private Caller caller(AccessKeys.Holder holder) {
        var key = holder.credentials();
        return switch (holder) {
            case AccessKeys.User _ ->
                new Caller(
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        Optional.empty(),
                        "arn:aws:iam::" + accountId + ":user/local");
            case AccessKeys.Environment environment ->
                new Caller(
                        key.accessKeyId(),
                        key.secretAccessKey(),
                        Optional.of(key.sessionToken()),
                        environment.sessionArn());
        };
    }

    @Override
    public boolean mayCall(Caller caller, String functionArn) {
        List<RequiredAccess> required = List.of(
                new RequiredAccess("lambda:InvokeFunctionUrl", functionArn),
                new RequiredAccess("lambda:InvokeFunction", functionArn));
        return keys.holder(caller.accessKeyId())
                .filter(holder -> authorization.denial(holder, required).isEmpty())
                .isPresent();
    }
}
