using SsoOidc.Options;
using SsoOidc.Shapes;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Hands on the trace id of the Lambda function that makes the call. It changes from one invocation to the next.</summary>
internal sealed class RecursionDetectionHandler(SystemSeams seams) : PipelineHandler
{
    private const string TraceIdVariable = "_X_AMZN_TRACE_ID";

    public static bool IsInLambda(SystemSeams seams) => seams.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME") is not null;

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var headers = context.HttpRequest.Headers;
        if (!headers.Contains("x-amzn-trace-id") && seams.GetEnvironmentVariable(TraceIdVariable) is { } id)
        {
            if (!HeaderText.IsValidValue(id))
            {
                throw new ClientConfigurationException(new ConfigurationProblem(
                    "x-amzn-trace-id",
                    $"environment variable {TraceIdVariable}",
                    "the value has a character that may not stand in a header, such as a line break; remove it."));
            }

            headers.Set("x-amzn-trace-id", id);
        }

        return next.InvokeAsync(context);
    }
}
