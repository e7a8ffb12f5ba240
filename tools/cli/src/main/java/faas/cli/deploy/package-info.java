/** Deploys a stage with the CDK command line, to AWS or to LocalStack. */
@NullMarked
package faas.cli.deploy;

import org.jspecify.annotations.NullMarked;
