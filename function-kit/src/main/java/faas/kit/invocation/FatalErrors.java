package faas.kit.invocation;

/**
 * Tells failures of one message, request or record from those that leave the process unusable: the JVM is broken
 * ({@link VirtualMachineError}), or a class could not be loaded, which stays so ({@link LinkageError}). A
 * {@link StackOverflowError} is not fatal: the stack is free again.
 *
 * <p>Lambda's runtime client for Java ends its process after a {@code VirtualMachineError} and after no other failure
 * (<a href="https://github.com/aws/aws-lambda-java-libs/tree/main/aws-lambda-java-runtime-interface-client">
 * aws-lambda-java-runtime-interface-client</a> 2.9.0, {@code AWSLambda}).
 */
public final class FatalErrors {
    private FatalErrors() {}

    /** Returns if the failure concerns one message alone; rethrows it if it is fatal. */
    public static void rethrow(Throwable failure) {
        if (failure instanceof VirtualMachineError broken && !(failure instanceof StackOverflowError)) {
            throw broken;
        }
        if (failure instanceof LinkageError unlinked) {
            throw new InternalError("a class is unusable in this process", unlinked);
        }
    }
}
