using SsoOidc.Shapes;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Converts the parameters of a loose call.</summary>
internal sealed class ParameterConversionHandler : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        context.Parameters = ParameterConverter.Convert(context.Operation.Input, context.Parameters);
        return next.InvokeAsync(context);
    }
}

/// <summary>Refuses a request that cannot be right, before anything is sent.</summary>
internal sealed class ParameterValidationHandler : PipelineHandler
{
    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        if (context.Request is not { } request)
        {
            var errors = new List<ParameterError>();
            ParameterValidator.Validate(context.Operation.Input, context.Parameters, errors);
            ThrowIfAny(errors);
        }
        else if (!context.Operation.IsValid(request))
        {
            var errors = new List<ParameterError>();
            context.Operation.Validate(request, errors);
            ThrowIfAny(errors);
        }

        return next.InvokeAsync(context);
    }

    private static void ThrowIfAny(List<ParameterError> errors)
    {
        if (errors.Count > 0)
        {
            throw new ParameterValidationException(errors);
        }
    }
}
