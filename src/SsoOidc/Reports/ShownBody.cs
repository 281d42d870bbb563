using System.Globalization;
using SsoOidc.Model;
using SsoOidc.Shapes;

namespace SsoOidc.Reports;

/// <summary>The body of an answer as it may be printed: of a success by the operation's table, of anything else by that of errors.</summary>
internal static class ShownBody
{
    public static string Of(Operation operation, OperationHttpResponse answer) => answer.TakenLength > 0
        ? string.Create(CultureInfo.InvariantCulture, $"({answer.TakenLength} bytes, gone to the target)")
        : JsonRedaction.Print(answer.StatusCode is >= 200 and <= 299 ? operation.Output : ErrorBody.Table, answer.Body, answer.IsTooLarge);
}
