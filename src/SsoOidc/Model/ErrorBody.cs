using SsoOidc.Shapes;

namespace SsoOidc.Model;

/// <summary>The members that an error answer of any code can have. What is not a string counts as absent.</summary>
internal sealed class ErrorBody
{
    internal static readonly LenientStringMember<ErrorBody> ErrorRow =
        new("error", "Error", static o => o.Error, static (o, v) => o.Error = v);

    internal static readonly LenientStringMember<ErrorBody> ErrorDescriptionRow =
        new("error_description", "ErrorDescription", static o => o.ErrorDescription, static (o, v) => o.ErrorDescription = v);

    internal static readonly LenientStringMember<ErrorBody> ReasonRow =
        new("reason", "Reason", static o => o.Reason, static (o, v) => o.Reason = v);

    internal static readonly LenientStringMember<ErrorBody> EndpointRow =
        new("endpoint", "Location", static o => o.Endpoint, static (o, v) => o.Endpoint = v);

    internal static readonly LenientStringMember<ErrorBody> RegionRow =
        new("region", "Region", static o => o.Region, static (o, v) => o.Region = v);

    internal static readonly StructureShape<ErrorBody> Table = new(
        "Error",
        static () => new(),
        ErrorRow,
        ErrorDescriptionRow,
        new LenientStringMember<ErrorBody>("__type", "Type", static o => o.Type, static (o, v) => o.Type = v),
        new LenientStringMember<ErrorBody>("code", "Code", static o => o.Code, static (o, v) => o.Code = v),
        new LenientStringMember<ErrorBody>("message", "Message", static o => o.Message, static (o, v) => o.Message = v),
        new LenientStringMember<ErrorBody>("Message", "Message", static o => o.CapitalMessage, static (o, v) => o.CapitalMessage = v),
        ReasonRow,
        EndpointRow,
        RegionRow);

    public string? Type { get; set; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public string? CapitalMessage { get; set; }

    public string? Error { get; set; }

    public string? ErrorDescription { get; set; }

    public string? Reason { get; set; }

    public string? Endpoint { get; set; }

    public string? Region { get; set; }
}

/// <summary>What an exception is made from.</summary>
internal readonly record struct ErrorDetails(string Code, string Message, int StatusCode, string? RequestId, ErrorBody Body);
