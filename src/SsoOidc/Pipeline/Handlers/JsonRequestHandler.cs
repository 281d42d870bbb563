using SsoOidc.Messages;
using SsoOidc.Shapes;

namespace SsoOidc.Pipeline.Handlers;

/// <summary>Writes the body and says what it is.</summary>
internal sealed class JsonRequestHandler : PipelineHandler
{
    private const int SizeHint = 2048;

    public override ValueTask InvokeAsync(OperationContext context, PipelineNext next)
    {
        var writer = new JsonBodyWriter(SizeHint);
        if (context.Request is { } request)
        {
            context.Operation.WriteRequest(ref writer, request);
        }
        else
        {
            WriteLoose(ref writer, context);
        }

        if (writer.IsInvalid)
        {
            writer.Discard();
            throw InvalidText(context);
        }

        if (context.Config.StubResponses)
        {
            // Recorded requests outlive the call.
            context.HttpRequest.SetContent(new RequestContent(writer.Written.ToArray(), writer.Written.Length, isRented: false));
            writer.Discard();
        }
        else
        {
            var (buffer, length) = writer.Detach();
            context.HttpRequest.SetContent(new RequestContent(buffer, length));
        }

        if (!context.HttpRequest.Headers.Contains("content-type"))
        {
            context.HttpRequest.Headers.SetOwn("content-type", "application/json");
        }

        return next.InvokeAsync(context);
    }

    private static void WriteLoose(ref JsonBodyWriter writer, OperationContext context)
    {
        try
        {
            LooseJson.WriteStructure(ref writer, context.Operation.Input, context.Parameters);
        }
        catch
        {
            // What was written so far holds secrets.
            writer.Discard();
            throw;
        }
    }

    // Text that cannot be sent is refused even where validation is off: it would arrive as other text.
    private static ParameterValidationException InvalidText(OperationContext context)
    {
        var errors = new List<ParameterError>();
        if (context.Request is { } request)
        {
            context.Operation.Validate(request, errors);
        }
        else
        {
            ParameterValidator.ValidateText(context.Operation.Input, context.Parameters, errors);
        }

        if (errors.Count == 0)
        {
            // A sequence that is another one each time it is read.
            errors.Add(ParameterError.InvalidText(context.Operation.Input.Name));
        }

        return new ParameterValidationException(errors);
    }
}
