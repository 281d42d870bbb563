namespace SsoOidc;

/// <summary>The steps of a call, outermost first. Within a step, higher priority is called earlier; ties in order of registration.</summary>
public enum PipelineStep
{
    /// <summary>Once per call, around everything.</summary>
    Initialize = 400,

    /// <summary>Once per call: parameters are checked.</summary>
    Validate = 300,

    /// <summary>Once per call: endpoint, headers and body are built.</summary>
    Build = 200,

    /// <summary>The retry handler stands here at priority 99; whatever is further inside runs once per attempt.</summary>
    Sign = 100,

    /// <summary>Once per attempt: the request is sent. There is one handler only; a second one replaces the first.</summary>
    Send = 0,
}
